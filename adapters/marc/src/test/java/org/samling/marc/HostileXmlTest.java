package org.samling.marc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.samling.marc.MarcFixture.file;
import static org.samling.marc.MarcFixture.outcomes;
import static org.samling.marc.MarcFixture.read;
import static org.samling.marc.MarcFixture.rejected;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.RecordReader.ReadResult;

class HostileXmlTest {

  private static final boolean LONG = Boolean.getBoolean("samling.long");

  private static final String BEGIN =
      "<collection xmlns=\"http://www.loc.gov/MARC21/slim\"><record><leader>00000nam a2200000 i 4500</leader>";
  private static final String END = "</record></collection>";

  @TempDir Path directory;

  @Test
  void nothingIsFetchedFromTheNetwork() throws IOException {
    try (var canary = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var url = "http://127.0.0.1:" + canary.getLocalPort();
      var document = new String(file("external-entity.xml"), UTF_8).replace("TARGET", url);

      var results = read(document.getBytes(UTF_8));

      assertThat(outcomes(results)).containsExactly("rejected");
      canary.setSoTimeout(200);
      assertThat(catchThrowable(canary::accept)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void noFileIsReadThroughAnEntity() throws IOException {
    Files.writeString(directory.resolve("entity"), "canary-7391");
    var document =
        new String(file("external-entity.xml"), UTF_8)
            .replace("TARGET", directory.toUri().toString());

    var results = read(document.getBytes(UTF_8));

    assertThat(outcomes(results)).containsExactly("rejected");
    var rejection = rejected(results.getFirst());
    assertThat(rejection.reason()).contains("\"stolen\"", "Document types");
    assertThat(rejection.reason() + new String(rejection.bytes().toArray(), UTF_8))
        .doesNotContain("canary-7391");
  }

  @Test
  void entitiesAreNotExpanded() {
    var results = read(file("entity-bomb.xml"));

    assertThat(outcomes(results)).containsExactly("rejected");
    assertThat(rejected(results.getFirst()).bytes().length()).isLessThan(1_000);
  }

  @Test
  void recordWithAnEntityIsRejectedAloneAndTheNextOnesAreRead() {
    var document =
        """
        <!DOCTYPE c [<!ENTITY com "computer">]>
        <collection xmlns="http://www.loc.gov/MARC21/slim">
        <record><leader>00000nam a2200000 i 4500</leader><controlfield tag="001">1</controlfield>
        <datafield tag="245" ind1="0" ind2="0"><subfield code="a">A &com; and a &com;</subfield></datafield></record>
        <record><leader>00000nam a2200000 i 4500</leader><controlfield tag="001">2</controlfield>
        <datafield tag="245" ind1="0" ind2="0"><subfield code="a">Tom &amp; Jerry</subfield></datafield></record>
        </collection>
        """;

    var results = read(document.getBytes(UTF_8));

    assertThat(outcomes(results)).containsExactly("rejected", "2");
    assertThat(rejected(results.getFirst()).reason()).contains("\"com\"", "line 4");
  }

  @Test
  void nestingBeyondTheLimitEndsTheFile() {
    var document = "<a>".repeat(100_000);

    var results = read(document.getBytes(UTF_8));

    assertThat(outcomes(results)).containsExactly("rejected");
    assertThat(rejected(results.getFirst()).reason()).contains("more than 64 deep");
  }

  @Test
  void endlessPiecesAreCutOff() {
    var pieces =
        List.of(
            BEGIN + "<!-- ",
            BEGIN + "<controlfield tag=\"",
            BEGIN + "<?instruction ",
            "<!DOCTYPE a [ <!ENTITY b \"",
            "<");
    for (var piece : LONG ? pieces : pieces.subList(0, 2)) {
      var endless = new Endless(piece, "x", Long.MAX_VALUE);

      var results = read(endless, MarcFixture.ANY);

      assertThat(results).as(piece).last().isInstanceOf(ReadResult.Rejected.class);
      assertThat(endless.given()).as(piece).isLessThan(70_000_000);
    }
  }

  @Test
  void textBeyondTheLimitIsRejectedAndPassedOver() {
    for (var piece : List.of("<controlfield tag=\"001\">", "<controlfield tag=\"001\"><![CDATA[")) {
      var results = read(new Endless(BEGIN + piece, "x", 40_000_000), MarcFixture.ANY);

      assertThat(results).as(piece).allMatch(ReadResult.Rejected.class::isInstance).isNotEmpty();
      assertThat(results)
          .as(piece)
          .allSatisfy(r -> assertThat(rejected(r).bytes().length()).isLessThan(100_000));
    }
  }

  @Test
  void recordBeyondTheLimitIsRejectedAndTheNextOneRead() {
    var field =
        "<datafield tag=\"500\" ind1=\" \" ind2=\" \"><subfield code=\"a\">x</subfield></datafield>";
    var huge = new Endless(BEGIN, field, 300_000);
    var after =
        "</record><record><leader>00000nam a2200000 i 4500</leader>"
            + "<controlfield tag=\"001\">2</controlfield>"
            + END;

    var results =
        read(
            new SequenceInputStream(
                Collections.enumeration(
                    List.of(huge, new ByteArrayInputStream(after.getBytes(UTF_8))))),
            MarcFixture.ANY);

    assertThat(outcomes(results)).containsExactly("rejected", "2");
    assertThat(rejected(results.getFirst()).reason()).contains("more than 50000 fields");
    assertThat(rejected(results.getFirst()).bytes().length()).isLessThan(100_000);
  }

  /** A beginning, and then the same again and again. */
  private static final class Endless extends InputStream {

    private final byte[] beginning;
    private final byte[] unit;
    private final long size;
    private long at;

    Endless(String beginning, String unit, long times) {
      this.beginning = beginning.getBytes(UTF_8);
      this.unit = unit.getBytes(UTF_8);
      this.size =
          times == Long.MAX_VALUE ? times : this.beginning.length + times * this.unit.length;
    }

    long given() {
      return at;
    }

    @Override
    public int read() {
      if (at >= size) {
        return -1;
      }
      var i = at++;
      return i < beginning.length
          ? beginning[(int) i]
          : unit[(int) ((i - beginning.length) % unit.length)];
    }

    @Override
    public int read(byte[] target, int from, int length) {
      var count = 0;
      while (count < length && at < size) {
        target[from + count++] = (byte) read();
      }
      return count == 0 ? -1 : count;
    }
  }
}
