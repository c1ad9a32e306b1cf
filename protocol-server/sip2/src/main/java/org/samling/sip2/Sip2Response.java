package org.samling.sip2;

import java.util.Objects;

/**
 * A message from the library system (ACS) to a self-service unit (SC). A required field is written
 * even when it is empty; an optional field that was not set, and a repeated one without values, is
 * left out.
 */
public final class Sip2Response extends Sip2Message {

  Sip2Response(Content content) {
    super(content);
  }

  /** Begins a message of this layout, one of {@link Sip2ResponseLayouts}. */
  public static Builder<Sip2Response> reply(Sip2Layout<Sip2Response> layout) {
    return new Builder<>(layout);
  }

  /** Begins a message with the fields of this one. */
  public Builder<Sip2Response> changed() {
    var layout = Sip2ResponseLayouts.byCommand(Integer.parseInt(command()));
    return new Builder<>(Objects.requireNonNull(layout), content());
  }
}
