package org.samling.server;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.server.logging.Logging;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: the server as configured, until it is stopped. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves the library that a configuration describes, until SIGTERM or Ctrl-C.")
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration; conf/samling.yaml shows every key.")
  private Path config;

  @Option(
      names = "--until-ready",
      description =
          "Stops as soon as it is ready: to test a configuration, or"
              + " to train the JVM for faster starts.")
  private boolean untilReady;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ServeCommand() {}

  @Override
  public Integer call() {
    var written = Configuration.read(config);
    var configuration = written.configuration();
    Logging.apply(configuration.log());
    var library = Library.open(configuration);
    var running = RunningServer.start(library, configuration, false);
    running.reload(config, written);
    var out = spec.commandLine().getOut();
    out.println(running.readyLine());
    out.flush();
    if (untilReady) {
      return 0; // ending the process stops the server
    }
    running.awaitStop();
    return 0;
  }
}
