/// A conversation with the server: statements in order, each prepared once.
///
/// A statement whose answer nobody waits for is only sent; it goes with the next question or the end of the
/// transaction, so that a transaction of a hundred statements costs two or three round trips.
///
/// Arguments are always stated, `[]` for none, so that no text with values in it is taken for a statement.
///
/// Blocks its thread: used within `Connection` only.
final class Session {
    /// Statements that stay prepared; above that all are forgotten and prepared again when they are needed.
    private static let mostPrepared = 400

    private let handle: Handle
    private var prepared: [String: String] = [:]
    /// Prepared since the last answers, so that it is not known yet whether the server took them.
    private var unconfirmed: [String] = []
    private var named = 0
    /// Who waits for which answer of those that were not read yet.
    private var waiting: [((Answer) throws -> Void)?] = []

    /// Connects and says how values are to be written.
    ///
    /// - Parameter settings: Statements that the server executes first.
    init(_ options: [(name: String, value: String)], settings: [String]) throws(ServerFailure) {
        handle = try Handle(options)
        // What `Readable` reads.
        let fixed = ["SET TimeZone = 'UTC'", "SET DateStyle = 'ISO'", "SET bytea_output = 'hex'"]
        try handle.script((fixed + settings).joined(separator: ";"))
    }

    /// Whether the connection is gone.
    var isCut: Bool { handle.isCut }

    /// The process of the server that serves this session.
    var serverProcess: Int { handle.serverProcess }

    /// Sends a statement, to be executed in its turn.
    ///
    /// - Parameter then: Called with the answer once it is read.
    /// - Throws: `ServerFailure`, of this statement perhaps only at the next question.
    func execute(
        _ sql: String, _ arguments: Arguments, then: ((Answer) throws -> Void)? = nil
    ) throws {
        if handle.unread >= Handle.mostUnread { try flush() }
        let name = try prepare(sql)
        try handle.execute(name, arguments.map { $0?.argument ?? .null })
        waiting.append(then)
    }

    /// Executes a statement and waits for it; returns how many rows it changed.
    @discardableResult
    func changes(_ sql: String, _ arguments: Arguments) throws -> Int {
        try answer(sql, arguments).changes
    }

    /// The rows that a statement answers.
    func rows(_ sql: String, _ arguments: Arguments) throws -> [Row] {
        try answer(sql, arguments).rows
    }

    /// The first row that a statement answers; nil without one.
    func row(_ sql: String, _ arguments: Arguments) throws -> Row? {
        try answer(sql, arguments).rows.first
    }

    /// The only column of each row; rows where it is NULL are left out.
    func values<Value: Readable>(_ sql: String, _ arguments: Arguments) throws -> [Value] {
        try answer(sql, arguments).values()
    }

    /// The only column of the first row; nil without a row, and where it is NULL.
    func value<Value: Readable>(_ sql: String, _ arguments: Arguments) throws -> Value? {
        let answer = try answer(sql, arguments)
        let values: [Value] = try answer.values()
        return values.first
    }

    /// Executes several statements in one text, without arguments.
    func script(_ sql: String) throws {
        try flush()
        try handle.script(sql)
    }

    /// Waits for all that was sent.
    ///
    /// - Throws: The first failure of it.
    func flush() throws {
        guard handle.unread > 0 else { return }
        let (waited, fresh) = (waiting, unconfirmed)
        (waiting, unconfirmed) = ([], [])
        let answers: [Answer]
        do {
            answers = try handle.sync()
        } catch {
            // Behind a failure nothing was prepared.
            for sql in fresh { prepared[sql] = nil }
            throw error
        }
        for (answer, then) in zip(answers, waited) { try then?(answer) }
    }

    /// Gives up the transaction, whatever state it is in.
    func rollBack() {
        guard !isCut else { return }
        // What was sent and not read is undone, too, and its failure is nobody's concern.
        waiting = waiting.map { _ in nil }
        try? flush()
        guard !isCut else { return }
        try? execute("ROLLBACK", [])
        try? flush()
    }

    private func answer(_ sql: String, _ arguments: Arguments) throws -> Answer {
        var answered: Answer?
        try execute(sql, arguments) { answered = $0 }
        try flush()
        guard let answered else {
            throw ServerFailure(code: "", message: "the server did not answer", isCut: true)
        }
        return answered
    }

    private func prepare(_ sql: String) throws -> String {
        if let name = prepared[sql] { return name }
        if prepared.count >= Self.mostPrepared {
            try script("DEALLOCATE ALL")
            prepared = [:]
        }
        named += 1
        let name = "s\(named)"
        try handle.prepare(sql, as: name)
        prepared[sql] = name
        unconfirmed.append(sql)
        waiting.append(nil)
        return name
    }
}
