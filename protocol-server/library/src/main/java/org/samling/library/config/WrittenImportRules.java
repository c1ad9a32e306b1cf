package org.samling.library.config;

import java.nio.file.Path;
import org.samling.core.imports.ImportRules;
import org.samling.library.yaml.YamlDocument;
import org.samling.library.yaml.YamlException;
import org.samling.library.yaml.YamlSchema;

/** A file with the rules of an import. */
public final class WrittenImportRules {

  /** The schema for a file of import rules. */
  public static final YamlSchema SCHEMA =
      YamlSchema.of(WrittenImportRules.class, "import-rules.schema.json");

  private WrittenImportRules() {}

  /**
   * Reads a file.
   *
   * @throws YamlException when it can't be used; it holds all problems
   */
  public static ImportRules.Written read(Path file) {
    return YamlDocument.read(file, SCHEMA).bind(ImportRules.Written.class);
  }
}
