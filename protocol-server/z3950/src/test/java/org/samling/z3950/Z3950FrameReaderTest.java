package org.samling.z3950;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Z3950FrameReaderTest {
  private static final String CLOSE = "BF 30 05 9F 81 53 01 00";
  private static final String INDEFINITE_CLOSE = "BF 30 80 9F 81 53 01 00 00 00";

  private static InputStream stream(String hex) {
    return new ByteArrayInputStream(Fixture.bytes(hex));
  }

  /** Gives one byte at a time. */
  private static InputStream slowly(InputStream stream) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return stream.read();
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        return stream.read(bytes, from, Math.min(length, 1));
      }
    };
  }

  private static void expect(Z3950FrameReader reader, String hex) throws IOException {
    assertThat(reader.read()).isEqualTo(new Z3950Frame(Fixture.bytes(hex)));
  }

  @Test
  void framesAreReadHoweverTheirBytesCome() throws IOException {
    var hex = CLOSE + INDEFINITE_CLOSE + CLOSE;
    for (var in : new InputStream[] {stream(hex), slowly(stream(hex))}) {
      var reader = new Z3950FrameReader(in, 1024);
      expect(reader, CLOSE);
      expect(reader, INDEFINITE_CLOSE);
      expect(reader, CLOSE);
      assertThatThrownBy(reader::read).isInstanceOf(EOFException.class).hasMessage("it ended");
    }
  }

  @Test
  void largeFrameIsReadInPieces() throws IOException {
    var bytes = new byte[100_000];
    System.arraycopy(Fixture.bytes("B9 83 01 86 9B 04 83 01 86 96"), 0, bytes, 0, 10);
    var reader = new Z3950FrameReader(new ByteArrayInputStream(bytes), bytes.length);
    assertThat(reader.read()).isEqualTo(new Z3950Frame(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "48 54 54 50, the byte 48 does not start an APDU",
    "B9 84 7F FF FF FF, an APDU of more than 1024 bytes",
    "B9 82 04 00, an APDU of more than 1024 bytes",
    "B9 80 00 01 00, an element with the tag 0",
    "BF 7F 00, '[127] is not an APDU'"
  })
  void whatIsNoFrameIsRefusedAtItsFirstBytes(String hex, String message) {
    var reader = new Z3950FrameReader(stream(hex), 1024);
    assertThatThrownBy(reader::read).isInstanceOf(ProtocolException.class).hasMessage(message);
  }

  @Test
  void endInTheMiddleIsNoFrame() {
    var reader = new Z3950FrameReader(stream(CLOSE.substring(0, 14)), 1024);
    assertThatThrownBy(reader::read)
        .isInstanceOf(EOFException.class)
        .hasMessage("it ended in the middle of an APDU");
  }
}
