import CPostgres

/// A connection of libpq in pipeline mode (libpq, "Pipeline Mode"): statements are sent without waiting for
/// what they answer, and `sync` reads all answers.
///
/// Blocks its thread; belongs to one session, on whose thread alone it is used.
@safe
final class Handle {
    /// Statements after which answers are read, lest both sides wait for the other to read.
    static let mostUnread = 500
    /// Ends of answers in a row after which the connection is taken for lost.
    private static let mostEnds = 3

    private let connection: OpaquePointer
    private(set) var unread = 0

    /// Connects.
    ///
    /// - Parameter options: Options of libpq, of which a later one takes the place of an earlier one.
    /// - Throws: `ServerFailure` in libpq's words, which may name hosts and users, but no password.
    init(_ options: [(name: String, value: String)]) throws(ServerFailure) {
        guard let opened = unsafe Self.open(options) else {
            throw ServerFailure(code: "", message: "out of memory", isCut: true)
        }
        unsafe connection = unsafe opened
        // The connection was just opened, and deinit alone closes it: it is alive in all methods.
        guard unsafe PQstatus(opened) == CONNECTION_OK else {
            throw ServerFailure(code: "", message: lastMessage, isCut: true)
        }
        // What the server notes on the side (a table that is there already) is nobody's to read.
        unsafe _ = PQsetNoticeProcessor(opened, { _, _ in }, nil)
        guard unsafe PQenterPipelineMode(opened) == 1 else { throw failure() }
    }

    deinit {
        // Nobody else has the pointer.
        unsafe PQfinish(connection)
    }

    /// Whether the connection is gone.
    var isCut: Bool { unsafe PQstatus(connection) != CONNECTION_OK }

    /// The process of the server that serves this connection.
    var serverProcess: Int { Int(unsafe PQbackendPID(connection)) }

    /// Sends a statement under a name, to be executed later.
    func prepare(_ sql: String, as name: String) throws(ServerFailure) {
        // Swift keeps both texts alive for the call; libpq copies them.
        guard unsafe PQsendPrepare(connection, name, sql, 0, nil) == 1 else { throw failure() }
        unread += 1
    }

    /// Sends the execution of a prepared statement.
    func execute(_ name: String, _ arguments: [Argument]) throws(ServerFailure) {
        let packed = PackedArguments(arguments)
        let sent = unsafe packed.withPointers { values, lengths, formats in
            // The pointers live for the call; libpq copies what they point to. Results come as text.
            unsafe PQsendQueryPrepared(
                connection, name, Int32(arguments.count), values, lengths, formats, 0)
        }
        guard sent == 1 else { throw failure() }
        unread += 1
    }

    /// Waits for the answers to all that was sent since the last call, in that order; those to prepared
    /// statements have no rows.
    ///
    /// - Throws: The first failure; what was sent behind it was not executed.
    func sync() throws(ServerFailure) -> [Answer] {
        defer { unread = 0 }
        guard unsafe PQpipelineSync(connection) == 1 else { throw failure() }
        var (answers, first): ([Answer], ServerFailure?) = ([], nil)
        var ends = 0
        while true {
            guard let result = unsafe PQgetResult(connection) else {
                // Each statement has one end; more follow each other only where nothing comes any more.
                ends += 1
                guard ends < Self.mostEnds, !isCut else { throw first ?? failure(isCut: true) }
                continue
            }
            ends = 0
            let answer = unsafe Answer(owning: result)
            // The answer keeps the result alive.
            switch unsafe PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC:
                if let first { throw first }
                return answers
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: answers.append(answer)
            case PGRES_PIPELINE_ABORTED: break
            default:
                if first == nil { unsafe first = failure(of: result) }
                if isCut { throw first ?? failure(isCut: true) }
            }
            withExtendedLifetime(answer) {}
        }
    }

    /// Executes several statements in one text, without arguments, in a transaction of their own unless they
    /// say otherwise.
    func script(_ sql: String) throws(ServerFailure) {
        guard unsafe PQexitPipelineMode(connection) == 1 else { throw failure() }
        // libpq reads the text within the call.
        let result = unsafe PQexec(connection, sql)
        // PQclear takes null, too.
        defer { unsafe PQclear(result) }
        let status = unsafe PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
            let failure = unsafe result.map { unsafe self.failure(of: $0) } ?? failure()
            unsafe _ = PQenterPipelineMode(connection)
            throw failure
        }
        guard unsafe PQenterPipelineMode(connection) == 1 else { throw failure() }
    }

    private static func open(_ options: [(name: String, value: String)]) -> OpaquePointer? {
        let names = options.map(\.name), values = options.map(\.value)
        return unsafe withCStrings(names) { names in
            unsafe withCStrings(values) { values in
                // Both lists end in null, and live for the call.
                unsafe PQconnectdbParams(names, values, 0)
            }
        }
    }

    private var lastMessage: String {
        // libpq owns the text, which is copied here.
        guard let text = unsafe PQerrorMessage(connection) else { return "" }
        return unsafe String(cString: text).trimmed
    }

    private func failure(isCut: Bool? = nil) -> ServerFailure {
        ServerFailure(code: "", message: lastMessage, isCut: isCut ?? self.isCut)
    }

    private func failure(of result: OpaquePointer) -> ServerFailure {
        func field(_ code: Character) -> String? {
            // The result is alive while its caller has it; the text is copied.
            let text = unsafe PQresultErrorField(result, Int32(code.asciiValue ?? 0))
            return unsafe text.map { unsafe String(cString: $0) }
        }
        let code = field("C") ?? ""
        let message = field("M") ?? lastMessage
        return ServerFailure(
            code: code, message: message.trimmed, isCut: isCut || code.isEmpty || ServerFailure.isCut(code))
    }
}

extension String {
    /// Without the ends of lines that libpq writes, in one line.
    fileprivate var trimmed: String {
        split(whereSeparator: \.isNewline).joined(separator: "; ")
    }
}
