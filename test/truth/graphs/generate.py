import random
R=random.Random(7)
progs=[]
for n in range(600):
    L=[]; streams=[]; keyed=[]
    par=R.choice([1,1,2,3,4])
    L.append(f'env parallelism {par}')
    batch=R.random()<.15
    if batch: L.append('env mode '+R.choice(['BATCH','AUTOMATIC']))
    if R.random()<.08: L.append('env nochain x')
    if R.random()<.1: L.append(f'env maxp {R.choice([4,21,256])}')
    if R.random()<.1: L.append(f'env timeout {R.choice([0,77])}')
    c=0
    def new():
        global_c[0]+=1; return f's{global_c[0]}'
    global_c=[0]
    def setters(s, src=False):
        if R.random()<.2 and not src: L.append(f'par {s} {R.choice([1,2,3,4])}')
        if R.random()<.06: L.append(f'maxp {s} {R.choice([2,8,128])}')
        if R.random()<.1: L.append(f'name {s} n{R.randrange(9)}')
        if R.random()<.1: L.append(f'uid {s} u{R.randrange(40)}')
        if R.random()<.12: L.append(f'group {s} {R.choice(["red","blue","default"])}')
        if R.random()<.08: L.append(f'nochain {s} x')
        if R.random()<.08: L.append(f'newchain {s} x')
        if R.random()<.05: L.append(f'timeout {s} {R.choice([0,5])}')
    for _ in range(R.randrange(1,4)):
        k=R.choice(['elements','seq','file']) if batch and R.random()<.9 else R.choice(['elements','socket','custom','single','seq','file'])
        s=new(); L.append(f'src {s} {k}'); streams.append(s)
        if k in('custom','seq') and R.random()<.4: L.append(f'par {s} {R.choice([1,2,3])}')
        setters(s, True)
    for _ in range(R.randrange(1,10)):
        a=R.choice(streams); b=R.choice(streams)
        k=R.choice(['map','map','flat','filter','reduce','reduce','sumlike','window','countwin','slidewin','union','connect','conkeyed','part','part','part','side','join','assign','broadcast','process','kprocess','interval','session','evict'])
        s=new()
        if k=='union': L.append(f'union {s} {a} {b}'); streams.append(s)
        elif k in('connect','conkeyed','join','interval','broadcast'): L.append(f'{k} {s} {a} {b}'); streams.append(s); k!='join' and setters(s)
        elif k=='part': L.append(f'part {s} {a} {R.choice(["forward","rebalance","rescale","shuffle","broadcast","global","custom"])}'); streams.append(s)
        elif k=='side':
            t=new(); L.append(f'side {s} {a} {t}'); streams+=[s,t]; setters(s)
        else: L.append(f'{k} {s} {a}'); streams.append(s); setters(s)
    for a in set(R.choice(streams) for _ in range(R.randrange(1,4))):
        s=new(); L.append(f'sink {s} {a} {R.choice(["print","discard","text"])}')
        if R.random()<.2: L.append(f'spar {s} {R.choice([1,2,3])}')
        if R.random()<.1: L.append(f'sgroup {s} red')
        if R.random()<.1: L.append(f'snochain {s} x')
    progs.append(';'.join(L))
open('progs.txt','w').write('\n'.join(progs)+'\n')
