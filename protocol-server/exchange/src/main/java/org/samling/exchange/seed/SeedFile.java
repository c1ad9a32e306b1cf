package org.samling.exchange.seed;

import java.nio.file.Path;
import java.util.List;
import org.samling.core.catalogue.Work;
import org.samling.exchange.profile.Profiles;
import org.samling.exchange.seed.SeedContent.SeedRecord;
import org.samling.exchange.seed.SeedContent.SeedTenant;
import org.samling.library.yaml.YamlDocument;
import org.samling.library.yaml.YamlException;
import org.samling.library.yaml.YamlSchema;

/** A file of data about libraries, which conforms to its schema and does not contradict itself. */
public final class SeedFile {

  /** The schema of the file. */
  public static final YamlSchema SCHEMA =
      YamlSchema.of(SeedFile.class, "seed.schema.json").with("sip2-profile", Profiles.SCHEMA);

  private final YamlDocument document;
  private final SeedContent content;

  private SeedFile(YamlDocument document) {
    this.document = document;
    this.content = document.bind(SeedContent.class);
  }

  /**
   * Reads a file and checks everything that can be checked without the store: that it conforms,
   * names nothing twice, and refers to no branch or category that is missing from a tenant defined
   * in the same file.
   *
   * @param path the file
   * @throws YamlException when it can't be used; it holds all problems
   */
  public static SeedFile read(Path path) {
    var file = new SeedFile(YamlDocument.read(path, SCHEMA));
    var problems = SeedChecks.check(SeedPlan.of(List.of(file)), SeedChecks.Known::definedIn);
    if (!problems.isEmpty()) {
      throw new YamlException(problems);
    }
    return file;
  }

  List<SeedValue<SeedTenant>> tenants() {
    return SeedValue.each(document, "/tenants", content.tenants());
  }

  /** The publications that it describes. */
  public List<Work> works() {
    return content.records().stream().map(SeedStock::work).toList();
  }

  List<SeedValue<SeedRecord>> records() {
    return SeedValue.each(document, "/records", content.records());
  }
}
