package org.samling.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.samling.cli.client.ServerConnection.Body;
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
   * What is sent, read meanwhile.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  Body body() {
    String file = spec.getValue();
    if (!file.equals(STANDARD_INPUT) && !Files.isReadable(Path.of(file))) {
      throw new IllegalArgumentException("%s can't be read".formatted(file));
    }
    return new Body() {
      @Override
      public InputStream open() throws IOException {
        return file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(file));
      }

      @Override
      public String type() {
        return "application/octet-stream";
      }

      @Override
      public boolean isLong() {
        return true;
      }
    };
  }
}
