package org.samling.cli.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The file that a command sends: its last argument without a name. */
final class SentFile {

  private static final String STANDARD_INPUT = "-";

  private final PositionalParamSpec spec;

  /**
   * Creates an instance.
   *
   * @param place its place among the arguments without a name
   */
  SentFile(int place) {
    spec =
        PositionalParamSpec.builder()
            .index(Integer.toString(place))
            .paramLabel("FILE")
            .type(String.class)
            .required(true)
            .description("The file to send; - for standard input.")
            .build();
  }

  PositionalParamSpec spec() {
    return spec;
  }

  /**
   * Its bytes, read while they are sent.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  BodyPublisher body() {
    String file = spec.getValue();
    if (file.equals(STANDARD_INPUT)) {
      return BodyPublishers.ofInputStream(() -> System.in);
    }
    try {
      return BodyPublishers.ofFile(Path.of(file));
    } catch (FileNotFoundException e) {
      throw new IllegalArgumentException("%s can't be read".formatted(file), e);
    }
  }
}
