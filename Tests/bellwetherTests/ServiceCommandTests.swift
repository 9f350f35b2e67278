import Catalogues
import Testing

@testable import bellwether

@Suite struct ServiceCommandTests {
    @Test func `The daemon needs no arguments, and can poll once`() throws {
        let run = try parsed("run", as: Run.self)
        #expect(run.config == Configuration.standardPath)
        #expect(!run.once)
        #expect(try parsed("run", "--once", "--config", "b.yaml", as: Run.self).once)
        #expect(try parsed("doctor", as: Doctor.self).config == Configuration.standardPath)
    }

    @Test func `A backup names its file, and a database goes before the configuration's`() throws {
        #expect(refusal("backup") != nil)
        let backup = try parsed("backup", "copy.db", "--database", "h.db", as: Backup.self)
        #expect(backup.file == "copy.db")
        #expect(backup.options.database == "h.db")
    }

    @Test func `A restore names the backup, and a daemon may wait for another`() throws {
        #expect(refusal("restore") != nil)
        let restore = try parsed("restore", "copy.db", "--database", "h.db", as: Restore.self)
        #expect(restore.file == "copy.db")
        #expect(restore.options.database == "h.db")
        #expect(try parsed("run", "--wait", as: Run.self).wait)
        #expect(try !parsed("run", as: Run.self).wait)
    }

    @Test func `The demo may be put into a folder`() throws {
        #expect(try parsed("demo", as: DemoCommand.self).directory == nil)
        #expect(try parsed("demo", "--directory", "d", as: DemoCommand.self).directory == "d")
        let own = try parsed("demo", "mine.tsv", "--config", "b.yaml", as: DemoCommand.self)
        #expect(own.file == "mine.tsv" && own.config == "b.yaml")
        #expect(refusal("demo", "--config", "b.yaml") == "--config applies only to a FILE of headlines")
    }

    @Test func `An unknown command or option is named`() {
        #expect(refusal("rnu")?.contains("rnu") == true)
        #expect(refusal("run", "--onse")?.contains("--onse") == true)
    }
}
