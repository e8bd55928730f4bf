import { GIVEN } from '../given.ts'

/**
 * The text of a script's blob worker, in one piece: the realm and its glue on line 1, the learner's lines from line 2 on.
 * The glue captures what it needs before the realm is closed. One turn of a private channel after each event is exact: a task
 * starts only when no microtask is left.
 */
export const workerText = (realmText: string, code: string): string =>
  `${realmText};const __glue=${oneLine(glue)};__glue(self,__realm.openRealm,async function(${GIVEN}){\n${code}\n});\n//# sourceURL=script.ts`

const oneLine = (source: string) => source.replace(/\n\s*/g, ' ')

/** Runs in the worker. As text, because it must stand in the same script as the learner's function. */
const glue = `function(self,openRealm,learner){
  const {parse}=JSON, {stringify}=JSON, post=MessagePort.prototype.postMessage, {apply}=Reflect;
  const channel=new MessageChannel(), idle=channel.port2;
  let goOn=null;
  channel.port1.onmessage=()=>{const run=goOn;goOn=null;run()};
  const quiet=next=>{goOn=next;apply(post,idle,[0])};
  self.onmessage=opened=>{
    const port=opened.ports[0];
    self.onmessage=null;
    const realm=openRealm(self,()=>learner,1);
    port.onmessage=({data})=>{
      const {wall,now,events,stops}=parse(data);
      realm.stopAt(stringify(stops));
      let at=0;
      const next=()=>{
        if(at===events.length)return apply(post,port,[[realm.drain(),realm.reached()]]);
        realm.deliver(wall,now,stringify(events[at++]));
        quiet(next);
      };
      next();
    };
  };
}`
