package org.samling.routes.sip2;

import org.samling.sip2.Sip2Response;

/** What a message results in: a response, or none where its outcome is not known. */
sealed interface Sip2Result permits Sip2Result.Response, Sip2Answer.Close {

  /** Send this. */
  record Response(Sip2Response response) implements Sip2Result {}
}
