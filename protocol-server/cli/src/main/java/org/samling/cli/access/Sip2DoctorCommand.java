package org.samling.cli.access;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Doctor;
import org.samling.sip2.Sip2Fault;
import org.samling.sip2.Sip2Finding;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2Frame.Terminator;
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
      "The exit code is 1 if anything is not tolerated."
    },
    footer = {
      "",
      "Examples:",
      "  ${sys:samling.command} sip2 doctor capture.bin",
      "  ${sys:samling.command} sip2 doctor data/sip2-log/sip2-hall-1.log",
      "  ${sys:samling.command} sip2 doctor --listen 6002 --to 127.0.0.1:6001"
    })
final class Sip2DoctorCommand implements Callable<Integer> {

  /** How often the same finding is printed before it is only counted. */
  private static final int TOLD = 3;

  private static final int HEAD = 256;
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
          "The account's character set: UTF-8, ISO-8859-1 or CP850 (default: ${DEFAULT-VALUE}).")
  private String charset;

  @Option(
      names = "--listen",
      paramLabel = "PORT",
      description = "Accept one client connection on this port of 127.0.0.1; 0 for any free port.")
  private @Nullable Integer listen;

  @Option(
      names = "--to",
      paramLabel = "HOST:PORT",
      description = "With --listen: the server to pass messages on to.")
  private @Nullable String to;

  @Spec private CommandSpec spec;

  private final Map<Sip2Fault, Integer> counts = new EnumMap<>(Sip2Fault.class);
  private int intolerable;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  Sip2DoctorCommand() {}

  @Override
  public Integer call() throws IOException {
    if ((file == null) == (listen == null) || (listen == null) != (to == null)) {
      throw new ParameterException(
          spec.commandLine(), "name a FILE (- for standard input), or --listen and --to");
    }
    var codec = new Sip2Codec(Sip2Charset.named(charset));
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
    return intolerable > 0 ? WRONG : 0;
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

  private int tap(Sip2Codec codec) throws IOException {
    var address = to == null ? "" : to;
    var colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
      throw new ParameterException(
          spec.commandLine(), "--to takes HOST:PORT, not \"%s\"".formatted(address));
    }
    var doctor = new Sip2Doctor(codec, true);
    try (var tap =
        new Sip2Tap(
            new ServerSocket(listen == null ? 0 : listen, 1, InetAddress.getLoopbackAddress()),
            address.substring(0, colon),
            Integer.parseInt(address.substring(colon + 1)),
            doctor,
            this::printFindings)) {
      out().println("Connect the client to 127.0.0.1:%d".formatted(tap.port()));
      out().flush();
      tap.run();
    }
    return doctor.messageCount();
  }
}
