package org.samling.cli.access;

import picocli.CommandLine.Command;

/** {@code sip2 shadow}: groups what is done with a recording. */
@Command(
    name = "shadow",
    mixinStandardHelpOptions = true,
    subcommands = ShadowReplayCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Compares this server with the one that kiosks use now, by a recording of sip2 doctor --record (docs/sip2.md).")
final class ShadowCommand {

  ShadowCommand() {}
}
