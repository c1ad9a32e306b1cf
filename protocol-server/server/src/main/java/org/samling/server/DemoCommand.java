package org.samling.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Homes;
import org.samling.cli.operator.SeedRun;
import org.samling.core.staff.StaffRole;
import org.samling.exchange.seed.SeedFile;
import org.samling.library.Library;
import org.samling.postgres.connection.Keyring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: a complete library with fictitious people, to try out. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Samling on an embedded PostgreSQL with demonstration data: two municipalities with public and school libraries.",
      "The data are loaded once; what you do with them stays until --fresh. Ends with SIGTERM or Ctrl-C."
    })
final class DemoCommand implements Callable<Integer> {

  private static final String LOADED = "demo-loaded";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the library is kept (default: var beside the launcher).")
  private @Nullable Path data;

  @Option(names = "--fresh", description = "Delete the library of an earlier demo first.")
  private boolean fresh;

  @Option(
      names = "--sip2-port",
      defaultValue = "6001",
      paramLabel = "N",
      description = "The port of SIP2; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int sip2Port;

  @Option(
      names = "--z3950-port",
      defaultValue = "9999",
      paramLabel = "N",
      description = "The port of Z39.50; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int z3950Port;

  @Option(
      names = "--http-port",
      defaultValue = "8080",
      paramLabel = "N",
      description = "The port of HTTP; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--pg-port",
      defaultValue = "54329",
      paramLabel = "N",
      description = "The port of PostgreSQL; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int pgPort;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  DemoCommand() {}

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    var directory = data == null ? Homes.project().resolve("var") : data;
    if (fresh) {
      Homes.empty(directory);
    }
    say(out, "Starting PostgreSQL in %s ...".formatted(directory.toAbsolutePath().normalize()));
    var configuration =
        Homes.configuration(directory, new Homes.Ports(sip2Port, z3950Port, httpPort, pgPort));
    makeKeys(configuration.keys());
    var library = Library.open(configuration);
    try {
      if (!Files.exists(directory.resolve(LOADED))) {
        load(library, out);
        Files.writeString(directory.resolve(LOADED), "");
      }
    } catch (IOException | RuntimeException e) {
      library.close();
      throw e;
    }
    DemoStaff.add(library.store().staff(), library.store().tenants());
    say(out, "Indexing the catalogue ...");
    var running = RunningServer.start(library, configuration, true);
    out.println();
    out.println(running.readyLine());
    out.println(tryThis(running));
    out.flush();
    running.awaitStop();
    return 0;
  }

  /** Passwords that anyone can read in the demonstration's files need no costly hashes. */
  private static void makeKeys(Path file) throws IOException {
    if (Files.notExists(file)) {
      Keyring.loadOrCreate(file);
      Files.writeString(
          file,
          """
          # The PINs and passwords of the demonstration are not secret, so their hashes are cheap. Before real ones are stored
          # here, delete these two lines: each hash is renewed when its PIN or password is next used.
          argon2.memory-kib=4096
          argon2.passes=1
          """,
          StandardOpenOption.APPEND);
    }
  }

  private static void load(Library library, PrintWriter out) throws IOException {
    say(out, "Loading the demonstration data ...");
    List<Path> files;
    try (var listed = Files.list(Homes.project().resolve("conf/demo"))) {
      files = listed.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
    var seeds = files.stream().map(SeedFile::read).toList();
    var report = SeedRun.load(library, seeds, out);
    SeedRun.print(report, out);
    if (!report.problems().isEmpty()) {
      report.problems().forEach(out::println);
      throw new IllegalStateException("the demonstration data could not be loaded completely");
    }
  }

  private static void say(PrintWriter out, String text) {
    out.println(text);
    out.flush();
  }

  private static String tryThis(RunningServer running) {
    return """

    Try it, from another terminal:

      # a kiosk at Solbæk main library lends a book, with nothing but nc
      printf '9300CNsolbaek-kiosk-1|COkiosk-1|\\r\\n11YN%%s                  AO|AA2000000001|AB3890000001|AC|AD1234|\\r\\n' \\
        "$(date '+%%Y%%m%%d    %%H%%M%%S')" | nc -w 2 127.0.0.1 %1$d

      # another library finds the book, with its present status
      printf 'find @attr 1=4 "fantastiske fortællinger"\\nshow 1\\nquit\\n' | yaz-client 127.0.0.1:%3$d/solbaek

      # an interlibrary-loan system asks for its status
      curl -s -u solbaek-ill:ill-1 -H 'Content-Type: application/xml' http://127.0.0.1:%2$d/ncip -d '<NCIPMessage
        version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd" xmlns="http://www.niso.org/2008/ncip"><LookupItem><ItemId>
        <ItemIdentifierValue>3890000001</ItemIdentifierValue></ItemId></LookupItem></NCIPMessage>'; echo

      # a kiosk made for FBS asks who the patron is, in XML
      curl -s -H 'Content-Type: application/xml' http://127.0.0.1:%2$d/rest/sip2/DK-779700 -d '<ns1:sip login="solbaek-kiosk-1"
        password="kiosk-1" xmlns:ns1="http://axiell.com/Schema/sip.xsd"><request>23009'"$(date '+%%Y%%m%%d    %%H%%M%%S')"'|AODK-779700|AA2000000001|AC|AD1234|</request></ns1:sip>'; echo

      # the same kiosk, with every field explained: the patron's loans, and the return of the book
      %5$s sip2 --port %1$d --user solbaek-kiosk-1 --password kiosk-1 \\
        '63009{date}  Y       AO|AA2000000001|AD1234|' '09N{date}{date}APDK-779700|AO|AB3890000001|'

      # is the server healthy?
      curl -s http://127.0.0.1:%2$d/health/ready; echo

      # the console, in a browser: sign in as operator with the password %4$s (or as integrator, desk, reader ... likewise)
      http://127.0.0.1:%2$d/console
    """
        .formatted(
            running.sip2Port(),
            running.httpPort(),
            running.z3950Port(),
            DemoStaff.password(StaffRole.OPERATOR),
            Homes.command());
  }
}
