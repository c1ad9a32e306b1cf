package org.samling.postgres;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.postgres.connection.Json;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file with what clients did and heard, an event a line, in the order in which it was written. A
 * line is with the operating system before anything else happens, so that it outlives the process;
 * one that a kill cut short counts as never written.
 */
final class History implements AutoCloseable {

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Invoke.class, name = "invoke"),
    @JsonSubTypes.Type(value = Event.Ok.class, name = "ok"),
    @JsonSubTypes.Type(value = Event.Fail.class, name = "fail"),
    @JsonSubTypes.Type(value = Event.Unknown.class, name = "unknown")
  })
  private interface EventNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "command")
  @JsonSubTypes({
    @JsonSubTypes.Type(LoanCommand.Checkout.class),
    @JsonSubTypes.Type(LoanCommand.Checkin.class),
    @JsonSubTypes.Type(LoanCommand.Renew.class),
    @JsonSubTypes.Type(LoanCommand.UndoCheckout.class),
    @JsonSubTypes.Type(LoanCommand.UndoCheckin.class),
    @JsonSubTypes.Type(LoanCommand.Recall.class),
    @JsonSubTypes.Type(LoanCommand.ClaimReturned.class),
    @JsonSubTypes.Type(HoldCommand.PlaceHold.class),
    @JsonSubTypes.Type(HoldCommand.PlaceItemHold.class),
    @JsonSubTypes.Type(HoldCommand.CancelHold.class),
    @JsonSubTypes.Type(HoldCommand.CancelHoldById.class),
    @JsonSubTypes.Type(FeeCommand.ChargeFee.class),
    @JsonSubTypes.Type(FeeCommand.Pay.class),
    @JsonSubTypes.Type(FeeCommand.ReversePayment.class),
    @JsonSubTypes.Type(FeeCommand.CancelFee.class),
    @JsonSubTypes.Type(FeeCommand.WriteOff.class)
  })
  private interface CommandNames {}

  private static final JsonMapper MAPPER =
      Json.MAPPER
          .rebuild()
          .addMixIn(Event.class, EventNames.class)
          .addMixIn(Command.class, CommandNames.class)
          .build();

  private final Path file;
  private final FileChannel channel;
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger unknown = new AtomicInteger();

  /** Opens a history that is gone on with, or begins one. */
  History(Path file) {
    this.file = file;
    try {
      cutTornLine(file);
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void cutTornLine(Path file) throws IOException {
    if (Files.exists(file)) {
      try (var written = new RandomAccessFile(file.toFile(), "rw")) {
        written.setLength(whole(Files.readString(file)).getBytes(StandardCharsets.UTF_8).length);
      }
    }
  }

  /** What was written up to the end of the last whole line. */
  private static String whole(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  /** Writes an event down. Safe for use by many threads. */
  void add(Event event) {
    var line = MAPPER.writerFor(Event.class).writeValueAsString(event) + '\n';
    var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    synchronized (channel) {
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    switch (event) {
      case Event.Ok _, Event.Fail _ -> answers.incrementAndGet();
      case Event.Unknown _ -> unknown.incrementAndGet();
      case Event.Invoke _ -> {} // nothing was heard yet
    }
  }

  /** How many answers were written down here. */
  int answers() {
    return answers.get();
  }

  /** How often it was written down here that the store could not say what came of a command. */
  int unknown() {
    return unknown.get();
  }

  /** All that is written so far. */
  List<Event> events() {
    return read(file);
  }

  /** All that is written in a file, which somebody else may be writing. */
  static List<Event> read(Path file) {
    try {
      var events = new ArrayList<Event>();
      whole(Files.readString(file))
          .lines()
          .forEach(line -> events.add(MAPPER.readValue(line, Event.class)));
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
