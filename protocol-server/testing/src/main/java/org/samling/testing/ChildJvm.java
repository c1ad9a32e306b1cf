package org.samling.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** Starts JVMs for tests, with the class path of their own. */
public final class ChildJvm {

  private static final String SEPARATOR = System.getProperty("path.separator");

  private static final List<String> CLASS_PATH =
      Stream.of(Objects.requireNonNull(System.getProperty("java.class.path")).split(SEPARATOR, -1))
          .filter(entry -> !entry.isEmpty())
          .toList();

  private ChildJvm() {}

  /**
   * The class path in jars, and the directory of its archives: the same for all JVMs of a module.
   */
  private static final class Archived {

    private static final Path DIRECTORY = directory();

    private static final String CLASS_PATH =
        ChildJvm.CLASS_PATH.stream().map(Archived::jar).collect(Collectors.joining(SEPARATOR));

    /** Named after the contents of the class path; those of earlier contents are deleted. */
    private static Path directory() {
      var ofModule =
          TestDirectories.shared()
              .resolve("archives")
              .resolve(Path.of("").toAbsolutePath().getFileName().toString());
      var current =
          ofModule.resolve(
              Integer.toHexString(
                  ChildJvm.CLASS_PATH.stream().map(Archived::stamp).toList().hashCode()));
      try {
        Files.createDirectories(current);
        try (var all = Files.list(ofModule)) {
          all.filter(one -> !one.equals(current)).forEach(TestDirectories::delete);
        }
        return current;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String stamp(String entry) {
      if (!Files.isDirectory(Path.of(entry))) {
        return entry;
      }
      try (var paths = Files.walk(Path.of(entry))) {
        var stamps = new ArrayList<String>();
        for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
          stamps.add(path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path));
        }
        return String.join("\n", stamps);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The JVM archives classes of jars only, so a directory is packed into one. */
    private static String jar(String entry) {
      var directory = Path.of(entry);
      if (!Files.isDirectory(directory)) {
        return entry;
      }
      var jar = DIRECTORY.resolve(Integer.toHexString(entry.hashCode()) + ".jar");
      try {
        if (!Files.exists(jar)) {
          var made = Files.createTempFile(DIRECTORY, "jar", null);
          write(directory, made);
          Files.move(made, jar, StandardCopyOption.ATOMIC_MOVE);
        }
        return jar.toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void write(Path directory, Path jar) throws IOException {
      try (var paths = Files.walk(directory);
          var out = new JarOutputStream(Files.newOutputStream(jar))) {
        out.setLevel(0);
        for (var path : paths.filter(path -> !path.equals(directory)).sorted().toList()) {
          // Directories are entries too: migrations are looked up in one.
          var isDirectory = Files.isDirectory(path);
          var bytes = isDirectory ? new byte[0] : Files.readAllBytes(path);
          var crc = new CRC32();
          crc.update(bytes);
          var zipped = new ZipEntry(directory.relativize(path) + (isDirectory ? "/" : ""));
          zipped.setMethod(ZipEntry.STORED);
          zipped.setSize(bytes.length);
          zipped.setCrc(crc.getValue());
          out.putNextEntry(zipped);
          out.write(bytes);
        }
      }
    }
  }

  /**
   * The command for a class that many processes run: they share the {@link ClassArchive} of its
   * loaded classes, once there is one.
   */
  public static List<String> sharedCommand(Class<?> main, String... options) {
    var archive = archive(main);
    return archivedCommand(
        main, Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto", options);
  }

  /** Where the archive of a class is, or is to be. */
  static Path archive(Class<?> main) {
    return Archived.DIRECTORY.resolve(main.getSimpleName() + ".jsa");
  }

  /** The command for a class of which an archive can be used or made. */
  static List<String> archivedCommand(Class<?> main, String archiving, String... options) {
    var all = new ArrayList<String>();
    all.add(archiving);
    all.addAll(List.of(options));
    return command(main, Archived.CLASS_PATH, all);
  }

  /**
   * A command, to which the arguments of the class must be added.
   *
   * @param main the class to run, from this JVM's class path
   * @param options more options for the JVM
   */
  public static List<String> command(Class<?> main, String... options) {
    return command(main, String.join(SEPARATOR, CLASS_PATH), List.of(options));
  }

  private static List<String> command(Class<?> main, String classPath, List<String> options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dsamling.test.shared=" + TestDirectories.shared(),
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-Xlog:disable",
            "-Xlog:all=error:stderr"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    TestCounts.CHILD_PROCESSES.add();
    return command;
  }
}
