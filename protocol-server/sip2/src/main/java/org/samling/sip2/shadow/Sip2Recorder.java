package org.samling.sip2.shadow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Frame;

/** Records one connection: pairs replies with requests, in order. Used by one thread at a time. */
public final class Sip2Recorder {

  /** How many requests may wait for their replies; a client that sends more is no SIP2 client. */
  private static final int MOST_UNANSWERED = 100;

  private final int connection;
  private final RecordingMask mask;
  private final InstantSource clock;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private record Waiting(Instant at, RecordedMessage request) {}

  /**
   * Begins with a connection.
   *
   * @param connection its number in the recording
   */
  public Sip2Recorder(int connection, Sip2Codec codec, InstantSource clock) {
    this.connection = connection;
    this.mask = new RecordingMask(codec);
    this.clock = clock;
  }

  /** The client sent a request; what stays unanswered then is told. */
  public List<RecordedExchange> request(Sip2Frame frame) {
    waiting.add(new Waiting(clock.instant(), mask.message(frame)));
    return waiting.size() > MOST_UNANSWERED
        ? List.of(unanswered(waiting.removeFirst()))
        : List.of();
  }

  /** The server sent a reply: to the request that has waited longest. */
  public List<RecordedExchange> reply(Sip2Frame frame) {
    var reply = mask.message(frame);
    var first = waiting.pollFirst();
    return first == null
        ? List.of()
        : List.of(
            new RecordedExchange(connection, first.at, frame.terminator(), first.request, reply));
  }

  /** The connection ended; what waits was not answered. */
  public List<RecordedExchange> end() {
    var left = waiting.stream().map(this::unanswered).toList();
    waiting.clear();
    return left;
  }

  private RecordedExchange unanswered(Waiting request) {
    return RecordedExchange.unanswered(connection, request.at, request.request);
  }
}
