package org.samling.bench;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --settle}: how long a bench waits at most for a library that was just made to rest. */
final class SettleOption {

  private static final int MOST_SECONDS = 86_400;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private Duration most;

  @SuppressWarnings("NullAway.Init") // picocli sets the option
  SettleOption() {}

  @Option(
      names = "--settle",
      defaultValue = "3600",
      paramLabel = "S",
      description =
          "How many seconds it waits at most, before it measures, until the servers' jobs have counted, marked and noted what a library in use has behind it; with 0 they do so meanwhile (default: ${DEFAULT-VALUE}).")
  private void setSeconds(int seconds) {
    if (seconds < 0 || seconds > MOST_SECONDS) {
      throw new ParameterException(
          spec.commandLine(), "--settle must be 0 to %,d".formatted(MOST_SECONDS));
    }
    most = Duration.ofSeconds(seconds);
  }

  /** The longest wait; zero is none. */
  Duration most() {
    return most;
  }
}
