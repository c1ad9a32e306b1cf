/** What asking other libraries for loans is made of, put together for programs and for staff. */
@NullMarked
package org.samling.server.ill;

import org.jspecify.annotations.NullMarked;
