import Domain

/// The hub that a feed names with `<link rel="hub">`, in Atom as in RSS, and the topic that the feed calls
/// itself with `rel="self"`.
func pushHub(_ feed: XMLNode, url: String?) -> PushHub? {
    let channel = feed.child("channel") ?? feed
    let links = channel.children("link") + (channel.localName == feed.localName ? [] : feed.children("link"))
    func address(_ relation: String) -> String? {
        links.first { $0.attribute("rel")?.trimmed.lowercased() == relation }?
            .attribute("href")?.trimmed.nonEmpty.map { resolved($0, against: url) }
    }
    guard let hub = address("hub"), hub.hasPrefix("https://") || hub.hasPrefix("http://"),
        let topic = address("self") ?? url
    else { return nil }
    return PushHub(url: hub, topic: topic)
}
