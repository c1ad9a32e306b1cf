package org.samling.cli.client;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.cli.client.ServerConnection.Answer;
import picocli.CommandLine.Model.OptionSpec;

/** Where a command puts the file that it returns: in a file of its own, or on standard output. */
final class ReturnedFile {

  private static final Pattern NAME = Pattern.compile("filename=\"([\\w.-]+)\"");

  private final OptionSpec to =
      OptionSpec.builder("--to")
          .paramLabel("FILE")
          .type(Path.class)
          .description(
              "The file to make, which only its owner can read; it must not exist (default: standard output).")
          .build();

  OptionSpec option() {
    return to;
  }

  /**
   * Makes the file, before anything is asked for: a server may not be able to answer twice.
   *
   * @throws IllegalArgumentException when it exists, or can't be made
   */
  void reserve() {
    var file = file();
    if (file == null) {
      return;
    }
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException("%s exists".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("%s can't be made: %s".formatted(file, e), e);
    }
  }

  /** Deletes it where it was not stored whole. */
  void giveUp() throws IOException {
    var file = file();
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  /** Stores or prints what came, and says where it is. */
  void store(Answer answer, PrintWriter out, AnswerPrinter printer) throws IOException {
    var file = file();
    try (var body = answer.body()) {
      if (file != null) {
        try (var stored = Files.newOutputStream(file)) {
          body.transferTo(stored);
        }
        printer.hint("%s was stored as %s.".formatted(name(answer), file));
      } else if (isText(answer)) {
        new InputStreamReader(body, StandardCharsets.UTF_8).transferTo(out);
        out.flush();
      } else {
        body.transferTo(System.out);
      }
    }
  }

  private @Nullable Path file() {
    return to.getValue();
  }

  /** What is no text for certain is printed byte by byte, whatever the terminal's character set. */
  private static boolean isText(Answer answer) {
    var type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    return type.contains("charset=utf-8") || type.equals("application/json");
  }

  private static String name(Answer answer) {
    return answer
        .header("content-disposition")
        .flatMap(value -> NAME.matcher(value).results().findFirst())
        .map((MatchResult found) -> found.group(1))
        .orElse("The file");
  }
}
