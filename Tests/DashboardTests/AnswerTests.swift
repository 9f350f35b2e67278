import Dashboard
import Domain
import History
import Serving
import SQLiteHistory
import Testing
import TestSupport

@Suite struct AnswerTests {
    private func feedback(_ scene: PageScene) async throws -> [Feedback] {
        try await scene.history.notices(after: 0, limit: 9, at: scene.clock.now()).flatMap(\.feedback)
    }

    @Test func `Acknowledging stores who did it, and the page says so`() async throws {
        let scene = try await PageScene()
        let ann = try await scene.visitor()
        let answer = await scene.post(
            "/alerts/ack",
            [("id", "a1"), ("for", "1h"), ("reason", "on it"), ("back", "/alerts?state=open")],
            as: ann)
        #expect(answer.status == 303)
        #expect(answer.location.hasPrefix("/alerts?state=open&done=acknowledged"))
        let stored = try #require(try await feedback(scene).first)
        #expect(stored.by == "ann")
        #expect(stored.reason == "on it")
        #expect(stored.until == scene.clock.now() + .seconds(3600))
        let page = await scene.get(answer.location, [("Cookie", ann.cookie)]).text
        #expect(page.contains("Acknowledged."))
        #expect(page.contains("Undo"))
        #expect(page.contains("acknowledged by ann"))
    }

    @Test func `Within ten seconds an answer is undone, later it is not`() async throws {
        let scene = try await PageScene()
        let ann = try await scene.visitor()
        _ = await scene.post("/alerts/ack", [("id", "a1")], as: ann)
        let undone = await scene.post("/alerts/undo", [("id", "a1")], as: ann)
        #expect(undone.status == 303)
        #expect(try await feedback(scene).isEmpty)
        let bob = try await scene.visitor(named: "bob")
        _ = await scene.post("/alerts/dismiss", [("id", "a1"), ("code", "stale")], as: bob)
        async let moved: Void = scene.clock.advance(to: PageScene.now + .seconds(11))
        try await scene.clock.sleep(until: PageScene.now + .seconds(11))
        await moved
        let late = await scene.post("/alerts/undo", [("id", "a1")], as: bob)
        #expect(late.status == 409)
        #expect(try await feedback(scene).map(\.code) == [.stale])
    }

    @Test func `A form that is sent again answers once`() async throws {
        let scene = try await PageScene()
        let ann = try await scene.visitor()
        #expect(await scene.post("/alerts/ack", [("id", "a1")], as: ann).status == 303)
        let replayed = await scene.post("/alerts/ack", [("id", "a1")], as: ann)
        #expect(replayed.status == 409)
        #expect(replayed.text.contains("sent already"))
        #expect(try await feedback(scene).count == 1)
    }

    @Test func `A form without the token, from elsewhere or without a name is refused`() async throws {
        let scene = try await PageScene()
        let ann = try await scene.visitor()
        let forged = await scene.ask(
            "POST", "/alerts/ack",
            headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Cookie", ann.cookie)],
            body: Array("id=a1".utf8))
        #expect(forged.status == 403)
        let foreign = await scene.post(
            "/alerts/ack", [("id", "a1")], as: ann, headers: [("origin", "https://evil.example")])
        #expect(foreign.status == 303, "the first Origin counts, which is our own")
        let body = Array("token=\(ann.token)&nonce=2&id=a1".utf8)
        for (name, value) in [
            ("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Origin", "null"),
        ] {
            let answer = await scene.ask(
                "POST", "/alerts/ack",
                headers: [
                    ("Content-Type", "application/x-www-form-urlencoded"), ("Cookie", ann.cookie),
                    (name, value),
                ], body: body)
            #expect(answer.status == 403)
        }
        let nobody = try Visitor(await scene.get("/login"))
        let unnamed = await scene.post("/alerts/dismiss", [("id", "a1")], as: nobody)
        #expect(unnamed.status == 303)
        #expect(unnamed.location.hasPrefix("/login"))
        #expect(try await feedback(scene).count == 1)
    }

    @Test func `Bad fields are refused in words`() async throws {
        let scene = try await PageScene()
        let ann = try await scene.visitor()
        let cases: [(String, [(String, String)], Int)] = [
            ("/alerts/ack", [], 400), ("/alerts/ack", [("id", "zz")], 404),
            ("/alerts/ack", [("id", "a1"), ("for", "soon")], 400),
            ("/alerts/dismiss", [("id", "a1"), ("code", "nonsense")], 400),
            ("/silences/add", [("streams", "nonsense"), ("for", "2h")], 400),
            ("/silences/add", [("streams", "entity:NONE"), ("for", "2h")], 400),
            ("/silences/add", [("streams", "entity:ACME")], 400),
            ("/silences/end", [("id", "x")], 400), ("/silences/end", [("id", "99")], 409),
            ("/sources/poll", [("id", "none")], 404), ("/sources/pause", [], 400), ("/nothing", [], 404),
        ]
        for (path, fields, status) in cases {
            let answer = await scene.post(path, fields, as: ann)
            #expect(answer.status == status, "\(path) \(fields)")
        }
    }

    @Test func `A stream is silenced and the silence is ended`() async throws {
        let scene = try await PageScene()
        let ann = try await scene.visitor()
        let preview = await scene.get("/silences?streams=entity%3AACME", [("Cookie", ann.cookie)]).text
        #expect(preview.contains("would have muted 1 alert of the last 30 days"))
        _ = await scene.post("/silences/add", [("streams", "entity:ACME"), ("for", "2h")], as: ann)
        let silence = try #require(try await scene.history.silences(at: PageScene.now).first)
        #expect(silence.by == "ann")
        #expect(silence.until == PageScene.now + .seconds(7200))
        let page = await scene.get("/silences", [("Cookie", ann.cookie)]).text
        #expect(page.contains("entity:ACME"))
        let alert = await scene.get("/alerts/a1").text
        #expect(alert.contains("<code>entity:ACME</code> is silenced until"))
        _ = await scene.post("/silences/end", [("id", "\(silence.id)")], as: ann)
        #expect(try await scene.history.silences(at: PageScene.now).isEmpty)
        async let moved: Void = scene.clock.advance(to: PageScene.now + .seconds(60))
        try await scene.clock.sleep(until: PageScene.now + .seconds(60))
        await moved
        let later = await scene.get("/alerts/a1").text
        #expect(later.contains("A silence for <code>entity:ACME</code> ended at"))
    }

    @Test func `The end of a silence can be undone for ten seconds`() async throws {
        let scene = try await PageScene()
        let ann = try await scene.visitor()
        let until = PageScene.now + .seconds(7200)
        _ = try await scene.history.silence(
            "entity:ACME", from: PageScene.now - .seconds(60), until: until, by: "bob", reason: "known")
        let ended = await scene.post("/silences/end", [("id", "1"), ("back", "/silences")], as: ann)
        let page = await scene.get(ended.location, [("Cookie", ann.cookie)]).text
        #expect(page.contains("action=\"/silences/again\""))
        let fields = [("id", "1"), ("until", "\(until.milliseconds)")]
        #expect(await scene.post("/silences/again", fields, as: ann).status == 303)
        let silence = try #require(try await scene.history.silences(at: PageScene.now).first)
        #expect(silence.streams == "entity:ACME" && silence.until == until)
        #expect(silence.by == "ann" && silence.reason == "known")
        let twice = ("1", until.milliseconds)
        for (number, wrong) in [twice, ("2", until.milliseconds), ("1", 0), ("x", 0)].enumerated() {
            let answer = await scene.post(
                "/silences/again",
                [("id", wrong.0), ("until", "\(wrong.1)"), ("n", "\(number)")], as: ann)
            #expect(answer.status == (wrong.0 == "x" ? 400 : 409))
        }
        async let moved: Void = scene.clock.advance(to: PageScene.now + .seconds(11))
        try await scene.clock.sleep(until: PageScene.now + .seconds(11))
        await moved
        let late = await scene.post("/silences/again", fields + [("n", "late")], as: ann)
        #expect(late.status == 409)
    }

    @Test func `A delivery that was given up is due again, and the page says so`() async throws {
        let scene = try await PageScene()
        let ann = try await scene.visitor()
        let due = try #require(
            try await scene.history.pendingNotices(sink: "log", at: PageScene.now).first)
        try await scene.history.markFailed(due, sink: "log", reason: "410 <gone>", next: nil)
        let page = await scene.get("/alerts/a1", [("Cookie", ann.cookie)]).text
        #expect(page.contains("given up</span> (410 &lt;gone&gt;)"))
        #expect(page.contains("Retry all deliveries that failed"))
        let answer = await scene.post("/deliveries/retry", [("back", "/alerts/a1")], as: ann)
        #expect(answer.status == 303)
        #expect(try await scene.history.pendingNotices(sink: "log", at: PageScene.now).count == 1)
        let after = await scene.get(answer.location, [("Cookie", ann.cookie)]).text
        #expect(after.contains("The deliveries are due again."))
        #expect(!after.contains("Retry all deliveries"))
    }

    @Test func `A name that no catalogue lists is accepted, merged and ignored by who signed in`()
        async throws
    {
        let scene = try await PageScene()
        let ann = try await scene.visitor()
        var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
        var entity = DiscoveredEntity(key: "zembla & sons", name: "Zembla & Sons", firstSeen: PageScene.now)
        entity.stories = 1
        commit.discovered = [entity]
        try await scene.history.commit(commit)
        func status() async throws -> [String?] {
            let record = try await scene.history.entityRecords(.init(text: "zembla")).first
            return [record?.status.rawValue, record?.symbol, record?.by]
        }
        for (path, fields, expected) in [
            ("accept", [], ["accepted", nil, "ann"]),
            ("merge", [("symbol", "ACME")], ["merged", "ACME", "ann"]),
            ("ignore", [], ["ignored", nil, "ann"]),
        ] as [(String, [(String, String)], [String?])] {
            let answer = await scene.post("/entities/\(path)", [("id", "Zembla & Sons")] + fields, as: ann)
            #expect(answer.status == 303)
            #expect(try await status() == expected)
        }
        let page = await scene.get("/entities?q=zembla", [("Cookie", ann.cookie)]).text
        #expect(page.contains("Zembla &amp; Sons") && page.contains("by ann"))
        for (path, fields, status) in [
            ("merge", [("id", "Zembla & Sons")], 400), ("accept", [("id", "nobody")], 404),
            ("ignore", [], 400),
            ("merge", [("id", "Zembla & Sons"), ("symbol", "NONE")], 400),
        ] as [(String, [(String, String)], Int)] {
            #expect(await scene.post("/entities/\(path)", fields, as: ann).status == status)
        }
    }

    @Test func `A source is paused, resumed and polled`() async throws {
        let scene = try await PageScene()
        let ann = try await scene.visitor()
        #expect(await scene.post("/sources/pause", [("id", "wire")], as: ann).status == 303)
        #expect(try await scene.history.isPaused("wire"))
        #expect(await scene.post("/sources/poll", [("id", "wire")], as: ann).status == 409)
        #expect(await scene.post("/sources/resume", [("id", "wire")], as: ann).status == 303)
        #expect(try await !scene.history.isPaused("wire"))
        let polled = await scene.post("/sources/poll", [("id", "wire"), ("again", "1")], as: ann)
        #expect(polled.status == 303)
        #expect(try await scene.history.takePollRequests() == ["wire"])
    }

    @Test func `A form leads back only to pages of ours`() async throws {
        let scene = try await PageScene()
        let ann = try await scene.visitor()
        for (number, back) in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"]
            .enumerated()
        {
            let answer = await scene.post(
                "/alerts/ack", [("id", "a1"), ("n", "\(number)"), ("back", back)], as: ann)
            #expect(answer.location.hasPrefix("/?done="))
        }
    }

    @Test func `Pages that only show take no answers`() async throws {
        let scene = try await PageScene(isReadOnly: true)
        let page = await scene.get("/alerts").text
        #expect(!page.contains("Acknowledge"))
        let visitor = try Visitor(await scene.get("/login"))
        let answer = await scene.post("/alerts/ack", [("id", "a1")], as: visitor)
        #expect(answer.status == 403)
    }
}
