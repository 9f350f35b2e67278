/// An optional value that is stored out of line: what few streams have must not make all of them large.
@propertyWrapper
indirect enum Boxed<Value: Sendable & Equatable & Codable>: Sendable, Equatable, Codable {
    case none
    case some(Value)

    init(wrappedValue: Value?) { self = wrappedValue.map { .some($0) } ?? .none }

    var wrappedValue: Value? {
        get { if case .some(let value) = self { value } else { nil } }
        set { self = newValue.map { .some($0) } ?? .none }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .none : .some(try container.decode(Value.self))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if case .some(let value) = self { try container.encode(value) } else { try container.encodeNil() }
    }
}
