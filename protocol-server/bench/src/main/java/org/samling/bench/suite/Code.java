package org.samling.bench.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.library.Version;

/**
 * The code that was measured.
 *
 * @param commit the commit checked out; null in a distribution
 * @param dirty whether the checkout had changes, apart from the history itself
 * @param version the version in the jar
 */
public record Code(@Nullable String commit, boolean dirty, String version) {

  private static final int SHORT = 8;

  /**
   * The code of a checkout, or of a distribution.
   *
   * @param home the directory of either
   * @param history the history file, whose changes don't count
   */
  public static Code of(Path home, Path history) {
    var commit =
        git(home, "rev-parse", "--show-prefix", "HEAD")
            // A distribution may have been unpacked inside another project's checkout.
            .filter(lines -> lines.size() == 2 && lines.getFirst().isEmpty())
            .map(List::getLast);
    var changes =
        commit.flatMap(_ ->
            git(
                home,
                "status",
                "--porcelain",
                "--",
                ".",
                ":(exclude,top)" + within(home, history)));
    return new Code(
        commit.orElse(null), changes.filter(lines -> !lines.isEmpty()).isPresent(), Version.text());
  }

  private static Path within(Path home, Path history) {
    return history.startsWith(home) ? home.relativize(history) : history.getFileName();
  }

  /** The output of git, or nothing without git or a checkout that it trusts. */
  private static Optional<List<String>> git(Path home, String... arguments) {
    var command =
        Stream.concat(Stream.of("git", "-C", home.toString()), Stream.of(arguments)).toList();
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var lines = new ArrayList<>(process.inputReader(UTF_8).lines().toList());
      return process.waitFor() == 0 ? Optional.of(lines) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** A short name: the commit, with a plus if there were changes, or the version. */
  public String text() {
    return commit == null
        ? version
        : commit.substring(0, Math.min(SHORT, commit.length())) + (dirty ? "+" : "");
  }
}
