import Domain
import History

/// Stores what visitors say: the same functions as the command line, the same rows in the history.
struct AnswerDesk: Sendable {
    let history: any HistoryAnswers
    let reader: any HistoryReader

    /// Takes a form; returns what was done.
    ///
    /// - Throws: `Failure`, or what the history throws.
    func take(_ path: [String], _ form: AnswerForm) async throws -> Receipt {
        switch path {
        case ["alerts", "ack"]:
            return try await answer(form, .acknowledged, as: .acknowledged)
        case ["alerts", "dismiss"]: return try await answer(form, .dismissed, as: .dismissed)
        case ["alerts", "undo"]: return try await withdraw(form)
        case ["silences", "add"]: return try await silence(form)
        case ["silences", "end"]: return try await endSilence(form)
        case ["silences", "again"]: return try await silenceAgain(form)
        case ["entities", "accept"]: return try await decide(.accepted, form)
        case ["entities", "merge"]: return try await decide(.merged, form)
        case ["entities", "ignore"]: return try await decide(.ignored, form)
        case ["sources", "pause"]: return try await pause(form, since: form.now)
        case ["sources", "resume"]: return try await pause(form, since: nil)
        case ["sources", "poll"]: return try await poll(form)
        case ["deliveries", "retry"]:
            let due = try await history.retryDeliveries()
            return Receipt(.retried, ["\(due)"], at: form.now)
        default: throw Failure.notFound("No form is taken at this address.")
        }
    }

    private func answer(
        _ form: AnswerForm, _ kind: Feedback.Kind, as deed: Receipt.Deed
    ) async throws -> Receipt {
        let ids = try form.alerts()
        var feedback = Feedback(kind: kind, by: form.by, reason: form.reason, at: form.now)
        if kind == .acknowledged {
            feedback.until = try form.time().map { form.now + $0 }
        } else if let code = form.field("code") {
            guard let known = Feedback.Code(rawValue: code) else {
                let codes = Feedback.Code.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure.invalid("There is no code \"\(code)\"; there are \(codes).")
            }
            feedback.code = known
        }
        for id in ids {
            try await history.add(feedback, toAlert: id)
        }
        return Receipt(deed, ids, at: form.now)
    }

    private func withdraw(_ form: AnswerForm) async throws -> Receipt {
        let ids = try form.alerts()
        let since = form.now - Receipt.patience
        var withdrawn: [String] = []
        for id in ids {
            let taken = try await history.withdrawFeedback(by: form.by, fromAlert: id, since: since)
            if taken != nil { withdrawn.append(id) }
        }
        guard !withdrawn.isEmpty else {
            throw Failure.conflict(
                "An answer can be undone within ten seconds. Answer again to change it: the last answer counts."
            )
        }
        return Receipt(.undone, withdrawn, at: form.now)
    }

    private func silence(_ form: AnswerForm) async throws -> Receipt {
        let streams = form.field("streams") ?? ""
        let pattern = try StreamPattern(typed: streams)
        guard let time = try form.time() else {
            throw Failure.invalid("A silence needs an end: choose how long it lasts.")
        }
        // A silence that covers no stream looks as if it worked.
        let known =
            try await reader.streams() + reader.entities().map { Stream.entity($0.symbol).name }
        guard known.contains(where: pattern.matches) else {
            throw Failure.invalid("Nothing is known of \(streams), so a silence would cover nothing.")
        }
        let (silence, _) = try await history.silence(
            streams, from: form.now, until: form.now + time, by: form.by, reason: form.reason)
        return Receipt(.silenced, ["\(silence.id)"], at: form.now)
    }

    private func endSilence(_ form: AnswerForm) async throws -> Receipt {
        let id = try form.silence()
        let end = try await reader.silences(at: form.now).first { $0.id == id }?.until
        guard try await history.endSilence(id, at: form.now) else {
            throw Failure.conflict("The silence \(id) has ended already.")
        }
        return Receipt(
            .unsilenced, ["\(id)"] + (end.map { ["\($0.milliseconds)"] } ?? []), at: form.now)
    }

    /// Undoes the end of a silence: the same streams are silenced until the time that was meant.
    private func silenceAgain(_ form: AnswerForm) async throws -> Receipt {
        let id = try form.silence()
        let ended = try await reader.endedSilences(
            in: (form.now - Receipt.patience)..<(form.now + .milliseconds(1))
        ).first { $0.id == id }
        guard let ended, let until = form.field("until").flatMap({ Instant(inAddress: $0[...]) }),
            until > form.now
        else {
            throw Failure.conflict(
                "Ending a silence can be undone only within ten seconds. Create a new silence instead.")
        }
        let active = try await reader.silences(at: form.now)
        guard !active.contains(where: { $0.streams == ended.streams && $0.until >= until }) else {
            throw Failure.conflict("\(ended.streams) is already silenced again.")
        }
        _ = try await history.silence(
            ended.streams, from: form.now, until: until, by: form.by, reason: ended.reason)
        return Receipt(.undone, ["\(id)"], at: form.now)
    }

    private func pause(_ form: AnswerForm, since: Instant?) async throws -> Receipt {
        let feed = try form.subject()
        guard try await history.pause(feed, since: since) else {
            throw Failure.notFound("There is no source \"\(feed)\".")
        }
        return Receipt(since == nil ? .resumed : .paused, [feed], at: form.now)
    }

    private func poll(_ form: AnswerForm) async throws -> Receipt {
        let feed = try form.subject()
        switch try await history.askForPoll(of: feed, at: form.now) {
        case .accepted: return Receipt(.polled, [feed], at: form.now)
        case .held: return Receipt(.held, [feed], at: form.now)
        case .paused: throw Failure.conflict("The source \"\(feed)\" is paused. Resume it first.")
        case nil: throw Failure.notFound("There is no source \"\(feed)\".")
        }
    }
}
