/** The correlation ids of a client, one count for all of its connections (NetworkClient.nextCorrelationId); after 2³¹ − 1 it begins anew. */
export class CorrelationIds {
  /** Plain data, for whoever saves. */
  upcoming = 0

  next(): number {
    const id = this.upcoming
    this.upcoming = (id + 1) & 0x7fff_ffff
    return id
  }
}
