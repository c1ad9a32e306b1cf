package org.samling.server.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.console.log.WireLog;
import org.samling.sip2.Sip2Annotator;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2PersonalFields;

/** Reads the latest entries of wire logs. */
public final class WireLogFiles implements WireLog {

  /** How much of the end of a file is read. */
  private static final int READ = 1024 * 1024;

  private static final Pattern MESSAGE = Pattern.compile("(\\S+) (\\d+) (SC |ACS) \\S+ +(.*)");
  private static final Pattern END = Pattern.compile("(\\S+) (\\d+) closed: (.*)");
  private static final String INDENTED = "    ";

  /** Files are read as UTF-8, whatever the account's character set. */
  private static final Sip2Annotator WITHOUT_PERSONS =
      new Sip2Annotator(new Sip2Codec(Sip2Charset.UTF_8)).withoutPersons();

  private final Function<String, Path> files;

  /**
   * Creates an instance.
   *
   * @param files returns an account's current file by the account's name
   */
  public WireLogFiles(Function<String, Path> files) {
    this.files = files;
  }

  @Override
  public List<LoggedMessage> latest(String username) {
    try {
      return parse(end(files.apply(username)));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("the wire log of " + username, e);
    }
  }

  @Override
  public LoggedMessage withoutPersons(LoggedMessage message) {
    return message.kind() == Kind.END
        ? message
        : new LoggedMessage(
            message.at(),
            message.connection(),
            message.kind(),
            WITHOUT_PERSONS.masked(Sip2Frame.of(message.text(), Sip2Charset.UTF_8)),
            Sip2PersonalFields.leftOut(message.fields()));
  }

  private static String end(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      var size = channel.size();
      var buffer = ByteBuffer.allocate((int) Math.min(size, READ));
      channel.position(size - buffer.capacity());
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // until the buffer is full
      }
      return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }
  }

  /** Reads text that may begin in the middle of a message. */
  static List<LoggedMessage> parse(String text) {
    var messages = new ArrayList<LoggedMessage>();
    LoggedMessage head = null;
    var fields = new ArrayList<String>();
    for (var line : text.split("\r?\n", -1)) {
      if (line.startsWith(INDENTED)) {
        fields.add(line.substring(INDENTED.length()));
        continue;
      }
      if (head != null) {
        messages.add(with(head, fields));
      }
      fields.clear();
      head = head(line);
    }
    if (head != null) {
      messages.add(with(head, fields));
    }
    return messages;
  }

  private static LoggedMessage with(LoggedMessage head, List<String> fields) {
    return new LoggedMessage(head.at(), head.connection(), head.kind(), head.text(), fields);
  }

  private static @Nullable LoggedMessage head(String line) {
    var message = MESSAGE.matcher(line);
    if (message.matches()) {
      var kind = message.group(3).equals("ACS") ? Kind.REPLY : Kind.REQUEST;
      return new LoggedMessage(
          message.group(1), message.group(2), kind, message.group(4), List.of());
    }
    var end = END.matcher(line);
    return end.matches()
        ? new LoggedMessage(end.group(1), end.group(2), Kind.END, end.group(3), List.of())
        : null;
  }
}
