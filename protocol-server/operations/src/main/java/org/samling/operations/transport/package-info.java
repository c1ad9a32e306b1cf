/** How items travel: floating groups, sorting machines, agreements (docs/transport.md). */
@NullMarked
package org.samling.operations.transport;

import org.jspecify.annotations.NullMarked;
