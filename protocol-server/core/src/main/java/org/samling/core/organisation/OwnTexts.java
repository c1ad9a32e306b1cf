package org.samling.core.organisation;

import java.util.List;
import java.util.Optional;

/**
 * The port that keeps the texts which a tenant words in its own way. Which texts there are, and
 * what may stand in one, is not known here.
 */
public interface OwnTexts {

  /**
   * A text of a tenant's own.
   *
   * @param language the language, as a SIP2 language code: 009 Danish
   * @param key which text it is
   */
  record OwnText(String language, String key, String text) {}

  /**
   * A tenant's own wording of a text, from memory: as it stood some seconds ago at most. Where the
   * store can't be asked it is as it was known last.
   *
   * @param language the language, as a SIP2 language code
   * @param key which text
   */
  Optional<String> find(TenantId tenant, String language, String key);

  /** All texts of a tenant's own as they stand now, by language and key. */
  List<OwnText> all(TenantId tenant);

  /** Puts texts, matched by language and key. */
  void put(TenantId tenant, List<OwnText> texts);

  /**
   * Takes a text away, so that the built-in one counts again.
   *
   * @return whether there was one
   */
  boolean remove(TenantId tenant, String language, String key);
}
