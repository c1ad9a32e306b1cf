package org.samling.console.ill;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryOverview.Untold;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;

/**
 * What the list shows.
 *
 * @param filter which requests are shown
 * @param requests these, the latest first
 * @param before the number below which the next page lies, or null where there is none
 * @param untold how much other libraries have not been told yet, up to {@link
 *     IllSection#MOST_UNTOLD}
 */
public record IllList(
    IllFilter filter, List<InterlibraryRequest> requests, @Nullable Long before, int untold) {

  /** Copies the list. */
  public IllList {
    requests = List.copyOf(requests);
  }

  /** The states to choose from. */
  public InterlibraryState[] states() {
    return InterlibraryState.values();
  }

  /** The other library of a request, as far as it is known. */
  public static String partner(InterlibraryRequest request) {
    var peer = request.handling().peer();
    var library = request.order().requester().library();
    return peer != null
        ? peer.library()
        : library != null ? library : request.order().requester().account();
  }

  /** What is wanted: its title, or else what it is known by. */
  public static String what(InterlibraryRequest request) {
    var described = request.order().description();
    var record = request.order().record();
    for (var text :
        new @Nullable String[] {
          described.title(),
          record == null ? null : record.key().toString(),
          described.number(),
          described.isbn(),
          described.issn()
        }) {
      if (text != null) {
        return text;
      }
    }
    return "–";
  }

  /**
   * What the page of the queue shows.
   *
   * @param untold what other libraries have not been told yet, the oldest first
   * @param isAll whether that is all of it
   */
  public record Queue(List<Untold> untold, boolean isAll) {

    /** Copies the list. */
    public Queue {
      untold = List.copyOf(untold);
    }
  }
}
