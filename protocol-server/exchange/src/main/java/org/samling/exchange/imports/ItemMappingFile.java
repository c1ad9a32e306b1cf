package org.samling.exchange.imports;

import java.nio.file.Path;
import org.samling.core.imports.ItemMapping;
import org.samling.core.imports.ItemRules;
import org.samling.library.yaml.YamlDocument;
import org.samling.library.yaml.YamlException;
import org.samling.library.yaml.YamlSchema;

/** A file with an {@link ItemMapping}; item-mapping.schema.json explains its keys. */
public final class ItemMappingFile {

  /** The schema of the file. */
  public static final YamlSchema SCHEMA =
      YamlSchema.of(ItemMappingFile.class, "item-mapping.schema.json");

  private ItemMappingFile() {}

  /**
   * Reads a file.
   *
   * @param preset applies where the file says nothing
   * @throws YamlException when it can't be used; it holds all problems
   */
  public static ItemRules read(Path file, ItemRules preset) {
    return YamlDocument.read(file, SCHEMA).bind(ItemMapping.class).over(preset);
  }
}
