public import Alerting
public import Catalogues
public import Domain
public import Transport

extension SinkConfiguration {
    /// The sink that the configuration describes.
    public func sink(client: HTTPClient, userAgent: String, clock: any WallClock) -> any Sink {
        switch destination {
        case .post(.alertmanager, let url, let secret):
            AlertmanagerSink(
                id: id, secret: secret,
                post: WebhookPost(url: url, client: client, userAgent: userAgent, clock: clock))
        case .post(let format, let url, let secret):
            Webhook(
                id: id, format: format, secret: secret, template: template,
                post: WebhookPost(url: url, client: client, userAgent: userAgent, clock: clock))
        case .mail(let server, let from, let to, let user, let password, let needsTLS):
            MailSink(
                id: id, server: server,
                envelope: Request.Envelope(
                    from: from, to: to, user: user, password: password, needsTLS: needsTLS),
                template: template, client: client)
        case .command(let words): CommandSink(id: id, words: words)
        case .journal: JournalSink(id: id)
        }
    }
}
