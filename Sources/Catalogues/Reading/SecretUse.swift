/// What a missing secret means to whoever reads a file.
public enum SecretUse: Sendable {
    /// The secrets will be sent: one that cannot be read is a mistake.
    case sent
    /// The secrets are only named: one that cannot be read is a hint.
    ///
    /// systemd gives credentials to the daemon alone, so a person's shell usually has none.
    case named
}
