/** Requests and responses, each as it stands on the wire. */
@NullMarked
package org.samling.oaipmh;

import org.jspecify.annotations.NullMarked;
