import Testing

@testable import bellwether

@Suite struct ConfigCommandTests {
    @Test func `Without a subcommand the configuration in effect is printed, without secrets`() throws {
        let dump = try parsed("config", "--config", "b.yaml", as: DumpConfiguration.self)
        #expect(dump.config == "b.yaml")
        #expect(!dump.addresses)
        #expect(try parsed("config", "dump", "--addresses", as: DumpConfiguration.self).addresses)
    }

    @Test func `The reference goes to a page or to standard output`() throws {
        #expect(try parsed("config", "reference", as: ConfigurationReference.self).into == nil)
        #expect(
            try parsed("config", "reference", "--into", "OPERATIONS.md", as: ConfigurationReference.self).into
                == "OPERATIONS.md")
        #expect(refusal("config", "example") == nil)
    }
}
