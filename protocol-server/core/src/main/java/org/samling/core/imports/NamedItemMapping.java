package org.samling.core.imports;

/**
 * An item mapping that a tenant keeps, so that imports need only its name.
 *
 * @param name the name, unique in the tenant
 * @param preset the name of the preset that it changes ({@link ItemRules#preset})
 */
public record NamedItemMapping(String name, String preset, ItemMapping mapping) {

  /**
   * The rules for items.
   *
   * @throws IllegalArgumentException when there is no such preset
   */
  public ItemRules rules() {
    return mapping.over(
        ItemRules.preset(preset)
            .orElseThrow(() -> new IllegalArgumentException("there is no preset " + preset)));
  }
}
