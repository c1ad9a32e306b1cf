package org.samling.cli.access;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.exchange.profile.Profiles;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.shadow.ShadowReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sip2 shadow replay}: sends a recording to another server and compares the replies. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Sends the requests of a recording to a copy of the migrated library, compares its replies with the recorded ones, and proposes the profile that closes the differences (docs/sip2.md).",
      "Questions only (17, 23, 35, 63, 99), unless --change-copy says that the server is a copy: loans, returns, holds and payments are made there. PINs are not in a recording, so none is sent.",
      "The exit code is 1 if a difference is not explained."
    },
    footer = {
      "",
      "Examples:",
      "  ${sys:samling.command} sip2 shadow replay monday.jsonl --port 6101 --user shadow --password secret",
      "  ${sys:samling.command} sip2 shadow replay monday.jsonl --port 6101 --user shadow --password secret --change-copy DK-779700"
    })
final class ShadowReplayCommand implements Callable<Integer> {

  /** How the report is printed. */
  enum Output {
    TABLE,
    JSON
  }

  private static final int WRONG = 1;
  private static final int MOST_EXAMPLES = 100;

  @Parameters(paramLabel = "RECORDING", description = "The file that sip2 doctor has recorded.")
  private Path recording;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "The copy's address (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "6001",
      description = "The copy's port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--user",
      required = true,
      description = "The account to log in with; best one that only the copy has.")
  private String user;

  @Option(names = "--password", required = true, description = "The account's password.")
  private String password;

  @Option(
      names = "--accounts",
      paramLabel = "CSV",
      description =
          "Accounts for kiosks by the user names that they logged in with: lines of recorded name, account, password; --user for all others.")
  private @Nullable Path accounts;

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
      names = "--change-copy",
      paramLabel = "INSTITUTION",
      description =
          "Send what changes something, too. The institution (AO) that the server calls itself in 98, to say that it is meant, and is a copy.")
  private @Nullable String copy;

  @Option(
      names = "--preset",
      defaultValue = "self-check",
      description =
          "The preset of the accounts' profile, from which proposals start (default: ${DEFAULT-VALUE}).")
  private String preset;

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many examples of a difference are shown (default: ${DEFAULT-VALUE}).")
  private int examples;

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "table or json (default: ${DEFAULT-VALUE}).")
  private Output output;

  @Mixin private ClientTls tls;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ShadowReplayCommand() {}

  @Override
  public Integer call() throws IOException {
    if (examples < 0 || examples > MOST_EXAMPLES) {
      throw wrong("--examples takes a number from 0 to " + MOST_EXAMPLES);
    }
    var choice = new Sip2ProfileChoice(preset, Map.of());
    try {
      var _ = Profiles.PRESETS.values(choice);
    } catch (UnfitException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    var exchanges = RecordingFile.read(recording);
    var plan = ReplayPlan.of(exchanges);
    var said = output == Output.JSON ? spec.commandLine().getErr() : out();
    plan.print(said, copy != null);
    var proposals = new ProfileProposals(choice);
    var report = new ShadowReport<>(proposals::of, examples);
    try (var replay =
        new ShadowReplay(
            new ShadowReplay.Server(host, port, tls),
            new Sip2Codec(Sip2Charset.named(charset), delimiter),
            new ShadowReplay.Accounts(new ShadowReplay.Account(user, password), accounts()))) {
      var institution = replay.institution();
      if (copy != null && !copy.equals(institution)) {
        throw wrong(
            "%s:%d calls itself \"%s\". If it is a copy, and is to be changed, say --change-copy %s"
                .formatted(host, port, institution, institution));
      }
      said.println("server:    %s:%d, which calls itself %s".formatted(host, port, institution));
      said.flush();
      replay.run(exchanges, copy != null, report);
    }
    var printer = new ShadowPrinter(report, proposals);
    if (output == Output.JSON) {
      printer.json(out(), plan);
    } else {
      printer.table(out());
    }
    out().flush();
    return printer.open() > 0 ? WRONG : 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private Map<String, ShadowReplay.Account> accounts() throws IOException {
    var known = new HashMap<String, ShadowReplay.Account>();
    if (accounts != null) {
      try (var in = Files.newBufferedReader(accounts, StandardCharsets.UTF_8);
          var lines = CSVParser.parse(in, CSVFormat.DEFAULT)) {
        for (var line : lines) {
          if (line.size() != 3) {
            throw new IllegalArgumentException(
                "%s, line %d: recorded name, account and password, separated by commas"
                    .formatted(accounts, line.getRecordNumber()));
          }
          known.put(
              line.get(0).strip(),
              new ShadowReplay.Account(line.get(1).strip(), line.get(2).strip()));
        }
      }
    }
    return known;
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
