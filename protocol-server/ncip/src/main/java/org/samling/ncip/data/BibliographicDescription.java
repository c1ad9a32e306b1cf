package org.samling.ncip.data;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.BibliographicId.BibliographicItemId;
import org.samling.ncip.data.BibliographicId.BibliographicRecordId;

/**
 * The title and author of a work or, for an article, those of the article and of its host (NCIP
 * 2.02, element of this name; only the parts that interlibrary loan uses).
 *
 * @param texts the children that are plain text
 */
public record BibliographicDescription(
    @Nullable BibliographicItemId bibliographicItemId,
    Map<Text, String> texts,
    @Nullable SchemeValue language,
    List<BibliographicRecordId> bibliographicRecordIds,
    @Nullable SchemeValue mediumType) {

  /** A description of nothing yet. */
  public static final BibliographicDescription EMPTY =
      new BibliographicDescription(null, Map.of(), null, List.of(), null);

  public BibliographicDescription {
    var copy = new EnumMap<Text, String>(Text.class);
    copy.putAll(texts);
    texts = Collections.unmodifiableMap(copy);
    bibliographicRecordIds = List.copyOf(bibliographicRecordIds);
  }

  /** A text, or null where there is none. */
  public @Nullable String text(Text which) {
    return texts.get(which);
  }

  /** The same with a text; unchanged for null. */
  public BibliographicDescription with(Text which, @Nullable String text) {
    if (text == null) {
      return this;
    }
    var more = new EnumMap<Text, String>(Text.class);
    more.putAll(texts);
    more.put(which, text);
    return new BibliographicDescription(
        bibliographicItemId, more, language, bibliographicRecordIds, mediumType);
  }

  /** The same with the numbers of its records, and with its medium or null. */
  public BibliographicDescription of(
      List<BibliographicRecordId> records, @Nullable SchemeValue medium) {
    return new BibliographicDescription(bibliographicItemId, texts, language, records, medium);
  }

  /** A child that is plain text, in the order of the standard. */
  public enum Text {
    AUTHOR("Author"),
    AUTHOR_OF_COMPONENT("AuthorOfComponent"),
    EDITION("Edition"),
    PAGINATION("Pagination"),
    PLACE_OF_PUBLICATION("PlaceOfPublication"),
    PUBLICATION_DATE("PublicationDate"),
    PUBLISHER("Publisher"),
    SERIES_TITLE_NUMBER("SeriesTitleNumber"),
    TITLE("Title"),
    TITLE_OF_COMPONENT("TitleOfComponent");

    private final String element;

    Text(String element) {
      this.element = element;
    }

    /** The element's name. */
    public String element() {
      return element;
    }
  }
}
