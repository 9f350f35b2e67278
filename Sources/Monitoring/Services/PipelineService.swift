import Logging
import ServiceLifecycle

/// The only consumer of the pipeline's queue: no work begins before the one before it is committed.
struct PipelineService: Service {
    let queue: PipelineQueue
    /// Copied at the start and changed by this service alone.
    let pipeline: Pipeline
    let logger: Logger

    func run() async throws {
        await withGracefulShutdownHandler {
            await consume()
        } onGracefulShutdown: {
            queue.close()
        }
    }

    /// Does what is in the queue until it is closed.
    func consume() async {
        var pipeline = pipeline
        while let job = await queue.next() {
            let outcome = await pipeline.process(job.work)
            logger.note(outcome.alerts)
            job.finish(outcome)
        }
    }
}
