package org.samling.core.organisation;

import java.util.List;
import java.util.Optional;

/**
 * The port that stores a tenant's own wordings of texts. It knows neither which texts there are nor
 * what they may contain.
 */
public interface OwnTexts {

  /** The wording that counts for all of a tenant's machines. */
  String OF_TENANT = "default";

  /**
   * A text of a tenant's own.
   *
   * @param wording the name of the wording that it belongs to, which machines' profiles name; or
   *     {@link #OF_TENANT}
   * @param language the language, as a SIP2 language code: 009 Danish
   * @param key the text's key
   */
  record OwnText(String wording, String language, String key, String text) {

    /** One for all of a tenant's machines. */
    public OwnText(String language, String key, String text) {
      this(OF_TENANT, language, key, text);
    }
  }

  /**
   * A tenant's own text: the wording's, or else the one for all machines. It comes from a cache
   * that is some seconds old at most, or older while the store can't be reached.
   *
   * @param wording the name of the wording
   * @param language the language, as a SIP2 language code
   * @param key the text's key
   */
  Optional<String> find(TenantId tenant, String wording, String language, String key);

  /** All of a tenant's own texts as they are in the store, by wording, language and key. */
  List<OwnText> all(TenantId tenant);

  /** Stores texts, matched by wording, language and key. */
  void put(TenantId tenant, List<OwnText> texts);

  /**
   * Deletes a text, so that the one for all machines, or the built-in one, is used again.
   *
   * @return whether there was one
   */
  boolean remove(TenantId tenant, String wording, String language, String key);
}
