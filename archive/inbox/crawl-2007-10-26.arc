filedesc://sample-2007.arc 0.0.0.0 20071026013000 text/plain 67
1 0 Sample
URL IP-address Archive-date Content-type Archive-length

https://zh.news.example.org/2007/1025/chang-e-1-launched.html 192.0.2.7 20071026013005 text/html 1499
HTTP/1.1 200 OK
Content-Type: text/html

<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>嫦娥一号奔月 中国探月迈出第一步_样例航天报</title></head>
<body><div id="nav"><a href="/">首页</a> <a href="/yue/">探月</a> <a href="/huoxing/">火星</a> <a href="/xingxing/">小行星</a> <a href="/taiyang/">太阳</a></div>
<h1>嫦娥一号奔月 中国探月迈出第一步</h1>
<div class="info">2007年10月25日 08:10　来源：样例航天报</div>
<div id="content">
<p>　　本报西昌10月24日电 北京时间10月24日18时05分，我国首颗月球探测卫星“嫦娥一号”由长征三号甲运载火箭从西昌卫星发射中心发射升空。约24分钟后，星箭分离，卫星进入环绕地球的轨道。</p>
<p>　　与地球卫星不同，嫦娥一号要飞往约38万公里外的月球。它将先绕地球飞行数圈，逐步抬高轨道，随后进入地月转移轨道，预计11月5日前后被月球引力“捕获”，成为绕月卫星。此后，轨道将降至距月面约200公里，设计寿命为一年。</p>
<p>　　嫦娥一号重约2350千克，承担四项科学任务：获取月球表面的三维影像，分析月面有用元素的含量和分布，探测月壤的厚度，探测地球到月球之间的空间环境。</p>
<p>　　探月工程2004年启动，分“绕、落、回”三步走：先绕月飞行，再在月面软着陆，最后采集样品返回地球。嫦娥一号承担的正是第一步。</p>
<p>　　古人有嫦娥奔月的传说，卫星因此得名。卫星上还存有经公众投票选出的多首歌曲，计划在绕月飞行时向地球播放。</p>
<p>　　月球附近今年格外热闹。日本9月14日发射的“月亮女神”（又名“辉夜姬”）本月已进入绕月轨道。印度和美国也计划明年发射月球探测器。</p>
</div>
<div id="foot">样例航天报社（虚构） 版权所有</div>
</body></html>

