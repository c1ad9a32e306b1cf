package org.samling.server.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2PatronId;
import org.samling.sip2.Sip2Request;

/** Kiosks that check out one item after another, each as soon as the last one is answered. */
final class KioskLoad {

  private static final Sip2Codec CODEC = new Sip2Codec(Sip2Charset.UTF_8);
  private static final int TIMEOUT_MILLIS = 30_000;

  private final int port;
  private final BenchLibrary library;
  private final AtomicLong nextItem;

  KioskLoad(int port, BenchLibrary library, AtomicLong nextItem) {
    this.port = port;
    this.library = library;
    this.nextItem = nextItem;
  }

  /** One round: so many connections, for so long. Every reply is checked. */
  Round run(int connections, int seconds) throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var started = System.nanoTime();
      var end = started + seconds * 1_000_000_000L;
      var kiosks =
          IntStream.range(0, connections).mapToObj(_ -> threads.submit(() -> kiosk(end))).toList();
      var times = new ArrayList<long[]>();
      for (var kiosk : kiosks) {
        times.add(kiosk.get());
      }
      return Round.of(times, (System.nanoTime() - started) / 1e9);
    }
  }

  private long[] kiosk(long end) throws IOException {
    var times = new ArrayList<Long>();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var in = new BufferedInputStream(socket.getInputStream());
      var login = "9300CN" + BenchLibrary.USER + "|CO" + BenchLibrary.PASSWORD + "|\r";
      send(socket, login.getBytes(StandardCharsets.UTF_8), in, "941");
      for (var sequence = 0; System.nanoTime() < end; sequence++) {
        var item = nextItem.getAndIncrement();
        if (item >= library.items()) {
          break;
        }
        var frame = checkout(item, sequence % 10);
        var before = System.nanoTime();
        send(socket, frame, in, "121");
        times.add(System.nanoTime() - before);
      }
    }
    return times.stream().mapToLong(Long::longValue).toArray();
  }

  private byte[] checkout(long item, int sequence) {
    var patron = ThreadLocalRandom.current().nextInt(library.patrons());
    var message =
        new Sip2Request.Checkout(
            Sip2Flag.NO,
            Sip2Flag.NO,
            Sip2Date.of(Instant.now(), ZoneId.systemDefault()),
            Sip2Date.BLANK,
            BenchLibrary.BRANCH,
            new Sip2PatronId(BenchLibrary.card(patron)),
            Long.toString(BenchLibrary.barcode(item)),
            null,
            null,
            null,
            null,
            null);
    var frame = CODEC.encode(message, OptionalInt.of(sequence), true).bytes();
    var line = Arrays.copyOf(frame, frame.length + 1);
    line[frame.length] = '\r';
    return line;
  }

  private static void send(Socket socket, byte[] request, InputStream in, String expected)
      throws IOException {
    socket.getOutputStream().write(request);
    var reply = new StringBuilder();
    for (var next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed the connection");
      }
      reply.append((char) next);
    }
    if (!reply.toString().startsWith(expected)) {
      throw new IOException("wanted " + expected + ", got " + reply);
    }
  }
}
