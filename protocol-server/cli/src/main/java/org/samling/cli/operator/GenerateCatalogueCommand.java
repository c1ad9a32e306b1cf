package org.samling.cli.operator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.samling.cli.common.ProgressDisplay;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.exchange.generate.CatalogueGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code generate catalogue}: a file of made-up bibliographic records. */
@Command(
    name = "catalogue",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a file of made-up bibliographic records for test imports and benchmarks (docs/generate.md).",
      "The same number, seed and options give the same bytes."
    })
final class GenerateCatalogueCommand implements Callable<Integer> {

  private static final long MOST = 100_000_000;
  private static final int BUFFER = 1024 * 1024;

  @Parameters(paramLabel = "N", description = "The number of records, 1 to 100,000,000.")
  private long records;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description =
          "The file to write, compressed with gzip if its name ends in .gz. It must not exist.")
  private Path output;

  @Option(
      names = "--format",
      defaultValue = "marc21",
      paramLabel = "F",
      description =
          "marc21, marcxml, danmarc2, danmarc2-line or marcxchange (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The seed; another seed gives another catalogue (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--copies",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "The average number of items of a record, 0 to 50, in field 952 of MARC 21 or 096 of danMARC2 (default: ${DEFAULT-VALUE}).")
  private double copies;

  @Option(
      names = "--branches",
      split = ",",
      paramLabel = "B,B",
      defaultValue = "DK-779700,DK-779701",
      description =
          "The codes of the items' branches (default: ${DEFAULT-VALUE}, of the demonstration).")
  private List<String> branches;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  GenerateCatalogueCommand() {}

  @Override
  public Integer call() {
    var wanted = wanted();
    var out = spec.commandLine().getOut();
    var started = System.nanoTime();
    try (var file = open();
        var display = new ProgressDisplay("Making", records, out)) {
      new CatalogueGenerator(wanted)
          .write(file, done -> display.to(done, "%,d records".formatted(done)));
    } catch (IOException e) {
      throw new UncheckedIOException("%s can't be written".formatted(output), e);
    }
    var seconds = (System.nanoTime() - started) / 1e9;
    out.println(
        "%,d records in %s, made in %.1f s: %,.0f a second"
            .formatted(records, output, seconds, records / seconds));
    out.flush();
    return 0;
  }

  private CatalogueGenerator.Wanted wanted() {
    if (records < 1 || records > MOST) {
      throw wrong("N must be 1 to %,d, not %,d".formatted(MOST, records));
    }
    if (!(copies >= 0 && copies <= 50)) {
      throw wrong("--copies must be 0 to 50, not " + copies);
    }
    if (Files.exists(output)) {
      throw wrong("%s already exists".formatted(output));
    }
    var syntax =
        RecordSyntax.named(format)
            .filter(CatalogueGenerator.SYNTAXES::contains)
            .orElseThrow(() ->
                wrong(
                    "there is no format \"%s\" here; there are %s"
                        .formatted(
                            format,
                            String.join(
                                ", ",
                                CatalogueGenerator.SYNTAXES.stream()
                                    .map(RecordSyntax::label)
                                    .toList()))));
    return new CatalogueGenerator.Wanted(
        records, seed, syntax, copies, copies == 0 ? List.of() : branches);
  }

  private OutputStream open() throws IOException {
    var file = Files.newOutputStream(output);
    var name = String.valueOf(output.getFileName());
    return new BufferedOutputStream(
        name.endsWith(".gz") ? new GZIPOutputStream(file, BUFFER) : file, BUFFER);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
