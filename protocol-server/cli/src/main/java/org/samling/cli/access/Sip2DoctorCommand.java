package org.samling.cli.access;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Doctor;
import org.samling.sip2.Sip2Fault;
import org.samling.sip2.Sip2Finding;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2Frame.Terminator;
import org.samling.sip2.shadow.RecordedExchange;
import org.samling.sip2.shadow.Sip2Recorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sip2 doctor}: finds what a client does wrong. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Finds the faults of a SIP2 client, with the rule of the standard, how to correct them, and whether Samling tolerates them (docs/sip2.md).",
      "It reads the bytes that a client sent on one connection, or a wire log. Or it acts as a proxy between a client and its server, and prints its findings until the client disconnects.",
      "With --record it takes any number of clients until it is stopped, and keeps what both sides say, without passwords, PINs, CPR numbers and names, for sip2 shadow replay.",
      "The exit code is 1 if anything is not tolerated."
    },
    footer = {
      "",
      "Examples:",
      "  ${sys:samling.command} sip2 doctor capture.bin",
      "  ${sys:samling.command} sip2 doctor data/sip2-log/sip2-hall-1.log",
      "  ${sys:samling.command} sip2 doctor --listen 6002 --to 127.0.0.1:6001",
      "  ${sys:samling.command} sip2 doctor --listen 0.0.0.0:6002 --to old-server:6001 --record monday.jsonl"
    })
final class Sip2DoctorCommand implements Callable<Integer> {

  /** How often the same finding is printed before it is only counted. */
  private static final int TOLD = 3;

  private static final int HEAD = 256;
  private static final String LOOPBACK = "127.0.0.1";
  private static final int BACKLOG = 100;
  private static final int WRONG = 1;

  /** The first line of a message in a wire log. */
  private static final Pattern LOGGED =
      Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\S+ (\\d+) (SC |ACS) (CR|LF|CRLF|XML) +(.*)$");

  /** The terminator that a wire log gives for messages within XML; HTTP handles their errors. */
  private static final String WITHIN_XML = "XML";

  private static final Pattern LOGGED_CHECKSUM = Pattern.compile("^    AZ checksum +(.*)$");

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The client's bytes, or a wire log; - for standard input.")
  private @Nullable String file;

  @Option(
      names = "--charset",
      defaultValue = "UTF-8",
      description =
          "The account's character set: UTF-8, ISO-8859-1, windows-1252, CP850 or ASCII (default: ${DEFAULT-VALUE}).")
  private String charset;

  @Option(
      names = "--delimiter",
      defaultValue = "|",
      description = "The character that ends each field (default: ${DEFAULT-VALUE}).")
  private char delimiter;

  @Option(
      names = "--listen",
      paramLabel = "[HOST:]PORT",
      description =
          "Accept one client connection on this port, of 127.0.0.1 unless an address is named; 0 for any free port.")
  private @Nullable String listen;

  @Option(
      names = "--to",
      paramLabel = "HOST:PORT",
      description = "With --listen: the server to pass messages on to.")
  private @Nullable String to;

  @Option(
      names = "--record",
      paramLabel = "RECORDING",
      description = "With --listen: a new file that keeps what both sides say.")
  private @Nullable Path record;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description =
          "With --listen: stop after this many connections (default: 1; with --record, never).")
  private @Nullable Integer connections;

  @Spec private CommandSpec spec;

  private final Map<Sip2Fault, Integer> counts = new EnumMap<>(Sip2Fault.class);
  private int intolerable;
  private boolean hasFailed;
  private String lastFailure = "";

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  Sip2DoctorCommand() {}

  @Override
  public Integer call() throws IOException {
    if ((file == null) == (listen == null) || (listen == null) != (to == null)) {
      throw wrong("name a FILE (- for standard input), or --listen and --to");
    }
    if (listen == null && (record != null || connections != null)) {
      throw wrong("--record and --connections need --listen and --to");
    }
    if (connections != null && connections < 1) {
      throw wrong("--connections takes a number from 1");
    }
    var codec = new Sip2Codec(Sip2Charset.named(charset), delimiter);
    var messages = file == null ? tap(codec) : read(codec, file);
    var out = out();
    counts.forEach((fault, count) -> {
      if (count > TOLD) {
        out.println("%s: %d more like these".formatted(fault, count - TOLD));
      }
    });
    var found = counts.values().stream().mapToInt(Integer::intValue).sum();
    out.println(
        "%d messages, %d findings, %d of them not tolerated"
            .formatted(messages, found, intolerable));
    out.flush();
    return intolerable > 0 || hasFailed ? WRONG : 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private synchronized void printFindings(List<Sip2Finding> findings) {
    for (var finding : findings) {
      if (counts.merge(finding.fault(), 1, Integer::sum) <= TOLD) {
        out().println(finding);
      }
      intolerable += finding.tolerated() ? 0 : 1;
    }
    out().flush();
  }

  private int read(Sip2Codec codec, String from) throws IOException {
    try (var in = new BufferedInputStream(open(from))) {
      in.mark(HEAD);
      var head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      in.reset();
      return LOGGED.matcher(head.lines().findFirst().orElse("")).matches()
              || head.matches("(?s)\\d{4}-\\d\\d-\\d\\dT.*")
          ? log(codec, in)
          : bytes(codec, in);
    }
  }

  private static InputStream open(String from) throws IOException {
    if (from.equals("-")) {
      return System.in;
    }
    var path = Path.of(from);
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException("%s can't be read".formatted(from));
    }
    return Files.newInputStream(path);
  }

  private int bytes(Sip2Codec codec, InputStream in) throws IOException {
    var doctor = new Sip2Doctor(codec, true);
    var buffer = new byte[8_192];
    for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      printFindings(doctor.receive(buffer, count));
    }
    printFindings(doctor.end());
    return doctor.messageCount();
  }

  /** A message of a wire log, kept until the annotation that may follow it is read. */
  private static final class Logged {
    private final Sip2Doctor doctor;
    private final Terminator terminator;
    private final String message;
    private @Nullable String checksum;

    Logged(Sip2Doctor doctor, Terminator terminator, String message) {
      this.doctor = doctor;
      this.terminator = terminator;
      this.message = message;
    }

    List<Sip2Finding> findings() {
      return doctor.receive(message, terminator, checksum);
    }
  }

  private int log(Sip2Codec codec, InputStream in) throws IOException {
    var doctors = new TreeMap<Long, Sip2Doctor>();
    Logged waiting = null;
    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var head = LOGGED.matcher(line);
      var checksum = LOGGED_CHECKSUM.matcher(line);
      if (head.matches()) {
        if (waiting != null) {
          printFindings(waiting.findings());
          waiting = null;
        }
        if (head.group(2).equals("SC ") && !head.group(3).equals(WITHIN_XML)) {
          var doctor =
              doctors.computeIfAbsent(
                  Long.valueOf(head.group(1)), _ -> new Sip2Doctor(codec, false));
          waiting = new Logged(doctor, Terminator.valueOf(head.group(3)), head.group(4));
        } else if (head.group(4).startsWith("98")) {
          var doctor =
              doctors.computeIfAbsent(
                  Long.valueOf(head.group(1)), _ -> new Sip2Doctor(codec, false));
          printFindings(doctor.receiveReply(Sip2Frame.of(head.group(4), codec.charset())));
        }
      } else if (waiting != null && checksum.matches()) {
        waiting.checksum = checksum.group(1);
      }
    }
    if (waiting != null) {
      printFindings(waiting.findings());
    }
    return doctors.values().stream().mapToInt(Sip2Doctor::messageCount).sum();
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private int tap(Sip2Codec codec) throws IOException {
    var server = address("--to", to == null ? "" : to, "HOST:PORT");
    var bound = listen == null ? "0" : listen;
    var local =
        address("--listen", bound.contains(":") ? bound : LOOPBACK + ":" + bound, "[HOST:]PORT");
    var heard = new AtomicInteger();
    try (var recording = record == null ? null : new RecordingFile(record);
        var tap =
            new Sip2Tap(
                new ServerSocket(
                    local.getPort(), BACKLOG, InetAddress.getByName(local.getHostString())),
                server.getHostString(),
                server.getPort(),
                number -> new Connection(number, codec, recording, heard),
                this::printFailure)) {
      out().println("Connect the client to %s:%d".formatted(local.getHostString(), tap.port()));
      out().flush();
      tap.run(connections != null ? connections : recording == null ? 1 : Integer.MAX_VALUE);
      if (recording != null) {
        out().println("%d exchanges in %s".formatted(recording.count(), record));
      }
    }
    return heard.get();
  }

  private InetSocketAddress address(String option, String address, String form) {
    var colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
      throw wrong("%s takes %s, not \"%s\"".formatted(option, form, address));
    }
    try {
      return InetSocketAddress.createUnresolved(
          address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw wrong("%s takes a port up to 65535, not \"%s\"".formatted(option, address));
    }
  }

  private synchronized void printFailure(IOException failure) {
    hasFailed = true;
    var message = String.valueOf(failure.getMessage());
    if (!message.equals(lastFailure)) {
      // A recording that is full fails with every message.
      lastFailure = message;
      var err = spec.commandLine().getErr();
      err.println(message);
      err.flush();
    }
  }

  /** Examines and, where it is wanted, records one connection. */
  private final class Connection implements Sip2Tap.Listener {

    private final Sip2Doctor doctor;
    private final Sip2Recorder recorder;
    private final @Nullable RecordingFile recording;
    private final AtomicInteger heard;

    Connection(
        int number, Sip2Codec codec, @Nullable RecordingFile recording, AtomicInteger heard) {
      this.doctor = new Sip2Doctor(codec, true);
      this.recorder = new Sip2Recorder(number, codec, InstantSource.system());
      this.recording = recording;
      this.heard = heard;
    }

    @Override
    public void bytes(byte[] bytes, int count) {
      printFindings(doctor.receive(bytes, count));
    }

    @Override
    public void request(Sip2Frame frame) throws IOException {
      write(recorder.request(frame));
    }

    @Override
    public void reply(Sip2Frame frame) throws IOException {
      printFindings(doctor.receiveReply(frame));
      write(recorder.reply(frame));
    }

    @Override
    public void end() throws IOException {
      printFindings(doctor.end());
      heard.addAndGet(doctor.messageCount());
      write(recorder.end());
    }

    private void write(List<RecordedExchange> exchanges) throws IOException {
      if (recording != null) {
        recording.write(exchanges);
      }
    }
  }
}
