/// An address that is in the file, or in a secret that the file names.
enum PrivateAddress {
    static func check(
        _ address: String?, _ secret: Secret?, _ mapping: Mapping, _ findings: inout Findings
    ) {
        switch (address, secret) {
        case (nil, nil): mapping.refuse("url", "give either \"url\" or \"url_secret\"", &findings)
        case (_?, _?): mapping.refuse("url_secret", "give either \"url\" or \"url_secret\"", &findings)
        case (nil, let secret?):
            if let value = secret.value, !Form<String>.isWebAddress(value) {
                mapping.refuse("url_secret", "the secret is not an http or https address", &findings)
            }
        case (_?, nil): break
        }
    }
}
