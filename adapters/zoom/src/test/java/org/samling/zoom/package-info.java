/** Tests against yaz-ztest, Index Data's test server. */
@NullMarked
package org.samling.zoom;

import org.jspecify.annotations.NullMarked;
