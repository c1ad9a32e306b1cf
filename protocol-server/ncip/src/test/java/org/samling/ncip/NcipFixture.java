package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/** The files of test-fixtures/ncip, and the codec that reads them. */
final class NcipFixture {
  static final NcipCodec CODEC = new NcipCodec(NcipLimits.DEFAULT);
  static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

  private static final Path DIRECTORY = Path.of(System.getProperty("test-fixtures.dir"), "ncip");

  private NcipFixture() {}

  /** The names of all requests, without their suffix. */
  static List<String> requests() {
    try (var files = Files.list(DIRECTORY.resolve("requests"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".xml"))
          .map(name -> name.substring(0, name.length() - ".xml".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] request(String name) {
    return read(DIRECTORY.resolve("requests").resolve(name + ".xml"));
  }

  /** What a request decodes to, as the result prints itself. */
  static String decoded(String name) {
    return new String(read(DIRECTORY.resolve("requests").resolve(name + ".txt")), UTF_8);
  }

  static String response(String name) {
    return new String(read(DIRECTORY.resolve("responses").resolve(name + ".xml")), UTF_8);
  }

  static Decoded decode(byte[] bytes) {
    return CODEC.decode(bytes, COPENHAGEN);
  }

  static Decoded decode(String xml) {
    return decode(xml.getBytes(UTF_8));
  }

  /** The request in a message that has to be one. */
  static NcipRequest requestIn(byte[] bytes) {
    var decoded = decode(bytes);
    assertThat(decoded).isInstanceOf(Decoded.Message.class);
    return ((Decoded.Message) decoded).message().request();
  }

  /** What is wrong with bytes that have to be no message. */
  static Decoded.Malformed malformed(byte[] bytes) {
    var decoded = decode(bytes);
    assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
    return (Decoded.Malformed) decoded;
  }

  static Decoded.Malformed malformed(String xml) {
    return malformed(xml.getBytes(UTF_8));
  }

  /** The problem to answer with. */
  static Problem problem(Decoded.Malformed malformed) {
    return switch (malformed.answer()) {
      case NcipResponse.ProblemResponse response -> response.problems().getFirst();
      case NcipResponse.MessageProblem(var problem) -> problem;
      case NcipResponse other -> throw new AssertionError("no problem: " + other);
    };
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
