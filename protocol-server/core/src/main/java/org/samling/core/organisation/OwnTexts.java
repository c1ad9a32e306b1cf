package org.samling.core.organisation;

import java.util.List;
import java.util.Optional;

/**
 * The port that stores a tenant's own wordings of texts. It knows neither which texts there are nor
 * what they may contain.
 */
public interface OwnTexts {

  /**
   * A text of a tenant's own.
   *
   * @param language the language, as a SIP2 language code: 009 Danish
   * @param key the text's key
   */
  record OwnText(String language, String key, String text) {}

  /**
   * A tenant's own wording of a text, from a cache that is some seconds old at most, or older while
   * the store can't be reached.
   *
   * @param language the language, as a SIP2 language code
   * @param key the text's key
   */
  Optional<String> find(TenantId tenant, String language, String key);

  /** All of a tenant's own texts as they are in the store, by language and key. */
  List<OwnText> all(TenantId tenant);

  /** Stores texts, matched by language and key. */
  void put(TenantId tenant, List<OwnText> texts);

  /**
   * Deletes a text, so that the built-in one is used again.
   *
   * @return whether there was one
   */
  boolean remove(TenantId tenant, String language, String key);
}
