package org.samling.postgres.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The user that PostgreSQL's programs run as, and how they are started as that user. PostgreSQL
 * refuses to run as root; when this JVM does, the programs become user {@code postgres} or {@code
 * nobody}, or where such a user can't reach the directories, root without its powers in a user
 * namespace.
 *
 * @param prefix the words before each command
 * @param owner the user who must own the server's files
 */
record ServerUser(List<String> prefix, UserPrincipal owner) {

  /** User and group; the group of {@code nobody} differs between distributions. */
  private static final String[][] LOGINS = {
    {"postgres", "postgres"}, {"nobody", "nogroup"}, {"nobody", "nobody"}
  };

  /** Part of util-linux, which only the smallest systems lack. */
  private static final List<String> OWN_SESSION = onPath("setsid") ? List.of("setsid") : List.of();

  /** The output of a finished command, standard output and error together. */
  record Result(int exitCode, String output) {
    boolean successful() {
      return exitCode == 0;
    }
  }

  static ServerUser find(Path binaries, Path directory) throws IOException {
    List<String> failures = new ArrayList<>();
    for (ServerUser candidate : candidates()) {
      Result result = candidate.probe(binaries, directory);
      if (result.successful()) {
        return candidate;
      }
      failures.add(String.join(" ", candidate.prefix) + ": " + result.output);
    }
    if (isRoot()) {
      throw new EmbeddedPostgresException(
          "PostgreSQL does not run as root, and no other user was found that it can run as: the"
              + " user postgres must exist (adduser --system --group postgres) and be able to"
              + " reach "
              + directory
              + ". Use --data with a directory outside of /root, such as /var/lib/samling, or"
              + " run Samling as another user. Tried:\n"
              + String.join("\n", failures));
    }
    throw new EmbeddedPostgresException(
        "PostgreSQL's programs in "
            + binaries
            + " do not run here"
            + String.join("\n", failures)
            + "\nThey need Linux with glibc and a file system that is not mounted noexec. If they"
            + " are damaged, delete that directory: they are unpacked again.");
  }

  private static List<ServerUser> candidates() throws IOException {
    UserPrincipalLookupService users = FileSystems.getDefault().getUserPrincipalLookupService();
    if (!isRoot()) {
      UserPrincipal self = Files.getOwner(Path.of("/proc/self"));
      return List.of(new ServerUser(List.of(), self));
    }
    List<ServerUser> found = new ArrayList<>();
    for (String[] login : LOGINS) {
      try {
        UserPrincipal owner = users.lookupPrincipalByName(login[0]);
        users.lookupPrincipalByGroupName(login[1]);
        String user = "--reuid=" + login[0];
        String group = "--regid=" + login[1];
        found.add(new ServerUser(List.of("setpriv", user, group, "--clear-groups"), owner));
      } catch (UserPrincipalNotFoundException _) {
        // Another one may exist.
      }
    }
    found.add(new ServerUser(List.of("unshare", "-U"), users.lookupPrincipalByName("root")));
    return found;
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  /** Whether this user can enter the directory and run the programs. */
  private Result probe(Path binaries, Path directory) {
    Path postgres = binaries.resolve("bin/postgres");
    try {
      return run(
          Path.of("/"),
          List.of(
              "sh",
              "-c",
              "cd \"$0\" && exec \"$1\" --version",
              directory.toString(),
              postgres.toString()));
    } catch (IOException e) {
      return new Result(-1, String.valueOf(e.getMessage()));
    }
  }

  /** Runs a command as this user and waits for its end. */
  Result run(Path workingDirectory, List<String> command) throws IOException {
    return finish(start(workingDirectory, command));
  }

  /**
   * Starts a command as this user, with an environment that the caller's can't disturb, and in a
   * session of its own where possible: Ctrl-C is meant for this JVM, which ends the command itself,
   * in order.
   */
  Process start(Path workingDirectory, List<String> command) throws IOException {
    List<String> words = new ArrayList<>(OWN_SESSION);
    words.addAll(prefix);
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(workingDirectory.toFile()).redirectErrorStream(true);
    String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  /** Waits for the end of a command that {@link #start} has started. */
  static Result finish(Process process) throws IOException {
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    try {
      return new Result(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException(
          "Interrupted while waiting for one of PostgreSQL's programs.", e);
    }
  }

  /** Creates the directory where it is missing, as this user's own, closed to others. */
  void createOwnDirectory(Path directory) throws IOException {
    Files.createDirectories(directory);
    own(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  /** Gives a file, or a tree whose root belongs to another user, to this user. */
  void own(Path root) throws IOException {
    if (Files.getOwner(root).equals(owner)) {
      return;
    }
    try (var paths = Files.walk(root)) {
      // The root last: an interrupted walk is then repeated.
      for (Path path : paths.toList().reversed()) {
        if (!Files.isSymbolicLink(path)) {
          Files.setOwner(path, owner);
        }
      }
    }
  }
}
