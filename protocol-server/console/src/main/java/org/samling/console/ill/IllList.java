package org.samling.console.ill;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryOverview.PendingMessage;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;

/**
 * The model of the list.
 *
 * @param requests the requests, latest first
 * @param before the number below which the next page starts, or null if there is none
 * @param untold the number of messages not yet sent to other libraries, at most {@link
 *     IllSection#MOST_UNTOLD}
 */
public record IllList(
    IllFilter filter, List<InterlibraryRequest> requests, @Nullable Long before, int untold) {

  /** Copies the list. */
  public IllList {
    requests = List.copyOf(requests);
  }

  /** Returns the states to choose from. */
  public InterlibraryState[] states() {
    return InterlibraryState.values();
  }

  /** Returns the other library of a request, as far as known. */
  public static String partner(InterlibraryRequest request) {
    var peer = request.handling().peer();
    var library = request.order().requester().library();
    return peer != null
        ? peer.library()
        : library != null ? library : request.order().requester().account();
  }

  /** Returns the title of a request, or else its best identifier. */
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
   * The model of the message queue.
   *
   * @param untold the messages not yet sent to other libraries, oldest first
   * @param isAll whether these are all of them
   */
  public record Queue(List<PendingMessage> untold, boolean isAll) {

    /** Copies the list. */
    public Queue {
      untold = List.copyOf(untold);
    }
  }
}
