package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.samling.ncip.data.Problem;

/** The files of test-fixtures/ncip, and the codec that reads them. */
public final class NcipFixture {
  public static final NcipCodec CODEC = new NcipCodec(NcipLimits.DEFAULT);
  public static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

  private static final Path DIRECTORY = Path.of(System.getProperty("test-fixtures.dir"), "ncip");

  private static final String REQUEST = ".request.xml";

  private NcipFixture() {}

  /** The names of all requests, without their suffix. */
  public static List<String> requests() {
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

  public static byte[] request(String name) {
    return read(DIRECTORY.resolve("requests").resolve(name + ".xml"));
  }

  /** What a request decodes to, as the result prints itself. */
  public static String decoded(String name) {
    return new String(read(DIRECTORY.resolve("requests").resolve(name + ".txt")), UTF_8);
  }

  public static String response(String name) {
    return new String(read(DIRECTORY.resolve("responses").resolve(name + ".xml")), UTF_8);
  }

  /** The services that have files in one of the vocabularies, 1 or 2. */
  public static List<String> services(String edition) {
    try (var files = Files.list(DIRECTORY.resolve("services").resolve(edition))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(REQUEST))
          .map(name -> name.substring(0, name.length() - REQUEST.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The services in the order in which a conversation uses them. */
  public static List<String> orderOfServices() {
    return new String(read(DIRECTORY.resolve("services").resolve("order.txt")), UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  /**
   * A file of a service, with something in the places of what differs from run to run.
   *
   * @param kind request or response
   */
  public static String service(String edition, String name, String kind) {
    var file = DIRECTORY.resolve("services").resolve(edition).resolve(name + "." + kind + ".xml");
    return new String(read(file), UTF_8)
        .replace(
            "{{version}}",
            edition.equals("2")
                ? NcipCodec.VERSION
                : "http://ncip.envisionware.com/documentation/ncip_v1_01.dtd")
        .replace("{{number}}", "1.01")
        .replace("{{time}}", "2026-03-01T22:59:59Z")
        .replace("{{id}}", "01a20ea6-0000-7000-8000-000000000000");
  }

  public static Decoded decode(byte[] bytes) {
    return CODEC.decode(bytes, COPENHAGEN);
  }

  public static Decoded decode(String xml) {
    return decode(xml.getBytes(UTF_8));
  }

  /** The request in a message that has to be one. */
  public static NcipRequest requestIn(byte[] bytes) {
    var decoded = decode(bytes);
    assertThat(decoded).isInstanceOf(Decoded.Message.class);
    return ((Decoded.Message) decoded).message().request();
  }

  /** What is wrong with bytes that have to be no message. */
  public static Decoded.Malformed malformed(byte[] bytes) {
    var decoded = decode(bytes);
    assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
    return (Decoded.Malformed) decoded;
  }

  public static Decoded.Malformed malformed(String xml) {
    return malformed(xml.getBytes(UTF_8));
  }

  /** The problem to answer with. */
  public static Problem problem(Decoded.Malformed malformed) {
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
