import ArgumentParser
import Catalogues
import Classification
import History
import Monitoring
import Parsing
import Serving
import Tokenization
import Training
import Transport

/// A failure with the exit code of sysexits.h that fits it; the one place where codes are chosen.
enum Failure: Error {
    case general(String)
    case badData(String)
    case inputMissing(String)
    case internalError(String)
    case io(String)
    case temporary(String)
    case configuration(String)
    /// What is right, but refused; another try with other words.
    case usage(String)

    private var code: ExitCode {
        switch self {
        case .general: ExitCode(1)
        case .badData: ExitCode(65)
        case .inputMissing: ExitCode(66)
        case .internalError: ExitCode(70)
        case .io: ExitCode(74)
        case .temporary: ExitCode(75)
        case .configuration: ExitCode(78)
        case .usage: ExitCode(64)
        }
    }

    var message: String {
        switch self {
        case .general(let text), .badData(let text), .inputMissing(let text), .internalError(let text),
            .io(let text), .temporary(let text), .configuration(let text), .usage(let text):
            text
        }
    }

    /// A secret that is to be sent, and cannot be read from here.
    static func missing(secret name: String) -> Failure {
        .configuration(
            "there is no credential and no environment variable \(name); set it for this command, as in \(name)=… bellwether"
        )
    }

    /// The failure that an error of a room amounts to.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as WeightsError:
            switch error {
            case .unreadable, .notFound: self = .inputMissing("\(error)")
            default: self = .badData("\(error)")
            }
        case let error as CorpusError:
            switch error {
            case .unreadable, .nothingFound: self = .inputMissing("\(error)")
            default: self = .badData("\(error)")
            }
        case let error as CheckpointError:
            switch error {
            case .unreadable, .unwritable: self = .io("\(error)")
            case .damaged, .ofAnotherRun: self = .badData("\(error)")
            }
        case let error as PublishingError:
            if case .unwritable = error { self = .io("\(error)") } else { self = .badData("\(error)") }
        case let error as AveragingError: self = .badData("\(error)")
        case let error as VocabularyError: self = .badData("\(error)")
        case let error as ParseError: self = .badData("\(error)")
        case let error as CatalogueError: self = .configuration("\(error)")
        case let error as TransportError:
            if case .badURL = error { self = .badData("\(error)") } else { self = .io("\(error)") }
        case let error as HistoryError:
            switch error {
            case .cannotOpen, .cannotCopy, .readOnly, .refused: self = .io("\(error)")
            case .misplaced: self = .usage("\(error)")
            case .inUse, .unreachable, .takenOver: self = .temporary("\(error)")
            case .noDatabase: self = .inputMissing("\(error)")
            default: self = .badData("\(error)")
            }
        case let error as WebServerError: self = .io("\(error)")
        case let error as CorruptState: self = .badData("\(error)")
        default: self = .general("\(error)")
        }
    }

    /// Runs a command's work; an error ends the process with one sentence and its code.
    static func reported(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let error as ExitCode {
            throw error
        } catch {
            let failure = Failure(error)
            printError("bellwether: \(failure.message)")
            throw failure.code
        }
    }
}
