package org.samling.cli.common;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.Configuration;
import picocli.CommandLine.Option;

/** The options that say which library a command works on. */
public final class LibraryOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration of the library.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Without --config: the library's data directory (default: var beside the launcher, as used by demo).")
  private @Nullable Path data;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  LibraryOptions() {}

  /** The configuration. */
  public Configuration configuration() {
    if (config != null) {
      return Configuration.load(config);
    }
    return Homes.configuration(
        data == null ? Homes.project().resolve("var") : data, Homes.Ports.ANY);
  }
}
