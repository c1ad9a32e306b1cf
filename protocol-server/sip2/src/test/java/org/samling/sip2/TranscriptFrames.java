package org.samling.sip2;

import java.util.stream.Stream;
import org.samling.sip2.Sip2Frame.Terminator;
import org.samling.testing.Transcript;

/** The lines of transcripts as the codec knows them. */
final class TranscriptFrames {

  private TranscriptFrames() {}

  /** The codec of a line's character set and delimiter. */
  static Sip2Codec codec(Transcript.Line line) {
    return new Sip2Codec(charset(line), line.delimiter());
  }

  static Sip2Charset charset(Transcript.Line line) {
    return Sip2Charset.named(line.charset().name());
  }

  static Terminator terminator(Transcript.Line line) {
    return Terminator.valueOf(line.terminator());
  }

  /** The frame of a line, with {@code now} for each {@code {{date}}}. */
  static Sip2Frame frame(Transcript.Line line, Sip2Date now) {
    return new Sip2Frame(line.bytes(now.wire()), terminator(line));
  }

  /** Every frame of every transcript that is known to the last byte. */
  static Stream<byte[]> exact(Sip2Date now) {
    return Transcript.readAll().stream()
        .flatMap(transcript -> transcript.lines().stream())
        .filter(Transcript.Line::isExact)
        .map(line -> line.bytes(now.wire()));
  }

  /** What a {@code =} line says of a frame: the message and what was ignored, or why it is none. */
  static String describe(Decoded<?> decoded) {
    return switch (decoded) {
      case Decoded.Message<?>(var message, _, _, var ignored) ->
          ignored.isEmpty() ? message.toString() : message + " ignored " + ignored;
      case Decoded.BadChecksum<?> damaged -> damaged.toString();
      case Decoded.Unknown<?> unknown -> unknown.toString();
      case Decoded.Malformed<?> malformed -> malformed.toString();
    };
  }
}
