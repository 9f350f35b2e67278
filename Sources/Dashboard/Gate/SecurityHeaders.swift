/// What every response says to browsers.
enum SecurityHeaders {
    /// Everything from this server and nothing from elsewhere (Content Security Policy Level 3): no inline
    /// scripts or styles, no frames around the page, forms only to us.
    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// Header lines for all responses.
    static let all: [(name: String, value: String)] = [
        ("Content-Security-Policy", policy),
        // Not `no-referrer`: browsers then send `Origin: null` with our own forms, too (Fetch, 3.1).
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
}
